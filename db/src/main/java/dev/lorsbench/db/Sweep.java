package dev.lorsbench.db;

import dev.lorsbench.experiment.TrialState;
import java.time.Instant;

/**
 * A sweep as the ledger has it.
 *
 * @param state RUNNING until every trial has ended; FAILED where any trial failed
 * @param failed its trials that failed or were cancelled, {@code lost} and {@code cancelled} among
 *     them
 * @param lost its trials that ended since workers were lost, too often in a row
 * @param baseline the trial that the others are measured against
 * @param cancelAsked whether somebody asked for it to stop
 * @param queue the task queue of the workers that train its trials
 * @param paused whether none of its trials is to run
 * @param priority from 1, first, to 5, last
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
    long lost,
    long cancelled,
    Instant createdAt,
    Instant endedAt,
    String queue,
    boolean paused,
    int priority) {

  /** Whether it was asked to stop and has not ended yet. */
  public boolean cancelling() {
    return cancelAsked && endedAt == null;
  }
}
