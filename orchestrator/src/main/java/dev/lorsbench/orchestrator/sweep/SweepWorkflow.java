package dev.lorsbench.orchestrator.sweep;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** A sweep: every trial of it that has not ended yet, a bounded number at once. */
@WorkflowInterface
public interface SweepWorkflow {
  /**
   * Returns when every trial has ended.
   *
   * @param sweep its id
   * @param parallelism trials at once
   * @param queue the resource class's task queue
   */
  @WorkflowMethod
  void run(String sweep, int parallelism, String queue);

  /** The ledger has changed: trials were queued again or added, or it is to be run otherwise. */
  @SignalMethod
  void lookAgain();

  /** The workflow id of a sweep: one runs at a time. */
  static String idOf(String sweep) {
    return "sweep-" + sweep;
  }
}
