package dev.lorsbench.orchestrator.trial;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** One trial, from the queue to its end. */
@WorkflowInterface
public interface TrialWorkflow {
  /**
   * Returns when the trial has ended, however it ended; the ledger says how.
   *
   * @param trial its id
   * @param queue the resource class's task queue
   */
  @WorkflowMethod
  void run(String trial, String queue);

  /** The workflow id of a trial: one runs at a time, whichever sweeps it belongs to. */
  static String idOf(String trial) {
    return "trial-" + trial;
  }
}
