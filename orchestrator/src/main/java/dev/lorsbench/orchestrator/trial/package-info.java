/** A trial: trained by a worker, its end recorded. */
package dev.lorsbench.orchestrator.trial;
