package dev.lorsbench.db;

import dev.lorsbench.experiment.TrialState;
import java.time.Instant;

/**
 * A sweep as the ledger has it.
 *
 * @param state RUNNING until every trial has ended; FAILED where any trial failed
 * @param baseline the trial that the others are measured against
 * @param cancelAsked whether somebody asked for it to stop
 */
public record Sweep(
    String id,
    String name,
    int parallelism,
    String baseline,
    TrialState state,
    boolean cancelAsked,
    long trials,
    long succeeded,
    long failed,
    Instant createdAt,
    Instant endedAt) {}
