/**
 * Temporal: the workflows that drive sweeps and trials, and {@link
 * dev.lorsbench.orchestrator.Control}, through which everybody steers them. Carries ids; what they
 * stand for is in the ledger.
 */
package dev.lorsbench.orchestrator;
