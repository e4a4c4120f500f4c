package dev.lorsbench.orchestrator.ledger;

import io.temporal.activity.ActivityInterface;
import java.util.List;

/** Light steps on the ledger, each safe to repeat. */
@ActivityInterface
public interface LedgerActivity {
  /** At most {@code limit} trials of a sweep that have not ended, in the order of its file. */
  List<String> openTrials(String sweep, int limit);

  /** Whether a trial has ended. */
  boolean trialEnded(String trial);

  /**
   * Ends a trial that did not succeed; one that has ended already stays as it is.
   *
   * @param failure a {@link dev.lorsbench.experiment.Failure}'s name
   */
  void endTrial(String trial, String failure, String message);

  /** Ends a sweep. */
  void endSweep(String sweep, boolean cancelled);
}
