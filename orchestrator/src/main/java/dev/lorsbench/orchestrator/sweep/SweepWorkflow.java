package dev.lorsbench.orchestrator.sweep;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** One round of a sweep: every trial that has not ended yet. */
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

  /** The workflow id of a round. */
  static String idOf(String sweep, int round) {
    return "sweep-" + sweep + "-" + round;
  }
}
