package dev.lorsbench.orchestrator.scale;

import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.common.WorkflowExecutionHistory;
import java.util.ArrayList;
import java.util.List;

/**
 * The history of one run of a sweep's workflow.
 *
 * @param bytes as Temporal's clients receive it
 */
record SweepHistory(int events, int bytes) {
  /** Every run of a workflow, in their order: each but the last continued as the next one. */
  static List<SweepHistory> ofEveryRun(WorkflowClient client, String workflow) {
    WorkflowExecutionHistory last = client.fetchHistory(workflow);
    String run =
        last.getEvents()
            .get(0)
            .getWorkflowExecutionStartedEventAttributes()
            .getFirstExecutionRunId();
    List<SweepHistory> all = new ArrayList<>();
    while (!run.isEmpty()) {
      List<HistoryEvent> events = client.fetchHistory(workflow, run).getEvents();
      all.add(
          new SweepHistory(
              events.size(), events.stream().mapToInt(HistoryEvent::getSerializedSize).sum()));
      run =
          events
              .get(events.size() - 1)
              .getWorkflowExecutionContinuedAsNewEventAttributes()
              .getNewExecutionRunId();
    }
    return all;
  }
}
