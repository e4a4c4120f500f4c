/** A sweep of thousands of trials: how much longer than its slots allow, in how much memory. */
package dev.lorsbench.orchestrator.scale;
