package dev.lorsbench.orchestrator.trial;

import io.temporal.activity.ActivityInterface;

/** Trains and evaluates one trial; implemented by workers. */
@ActivityInterface
public interface TrainActivity {
  /**
   * Runs the trial from its last checkpoint to its end and records the result in the ledger.
   * Heartbeats carry the step. Failures are ApplicationFailures whose type is a {@link
   * dev.lorsbench.experiment.Failure}'s name.
   */
  void train(String trial);
}
