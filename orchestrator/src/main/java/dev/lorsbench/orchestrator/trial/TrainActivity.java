package dev.lorsbench.orchestrator.trial;

import io.temporal.activity.ActivityInterface;

/** Trains and evaluates one trial; implemented by workers. */
@ActivityInterface
public interface TrainActivity {
  /**
   * Runs the trial from its last checkpoint to its end and records the result in the ledger.
   *
   * <p>An attempt begins with {@link dev.lorsbench.db.AttemptStore#begin}, whose turn is the run id
   * and the attempt that Temporal gave this activity. Heartbeats carry the step. Failures are
   * ApplicationFailures whose type is a {@link dev.lorsbench.experiment.Failure}'s name and whose
   * message is one line; those whose type is not retryable are not repeated.
   */
  void train(String trial);
}
