/** Sweeps that are longer than one history. */
package dev.lorsbench.orchestrator.sweep;
