package dev.lorsbench.orchestrator.trial;

import io.temporal.activity.ActivityInterface;

/** Trains and evaluates one trial; implemented by workers. */
@ActivityInterface
public interface TrainActivity {
  /**
   * Runs the trial from its last checkpoint to its end and records the result in the ledger.
   *
   * <p>An attempt begins with {@link dev.lorsbench.db.AttemptStore#begin}, whose turn is the run id
   * and the attempt that Temporal gave this activity. Heartbeats carry the step. Failures are those
   * of {@link AttemptFailure}; their messages are one line.
   */
  void train(String trial);
}
