/** A sweep: its trials, a bounded number at once. */
package dev.lorsbench.orchestrator.sweep;
