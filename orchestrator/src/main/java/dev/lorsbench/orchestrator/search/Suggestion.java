package dev.lorsbench.orchestrator.search;

import java.util.List;

/**
 * What to try next.
 *
 * @param point one coordinate in [0, 1) a parameter
 * @param reason in words, for the ledger
 */
record Suggestion(List<Double> point, String reason) {}
