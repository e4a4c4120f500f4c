package dev.lorsbench.cli.chaos;

import dev.lorsbench.orchestrator.sweep.SweepWorkflow;
import dev.lorsbench.orchestrator.trial.TrialWorkflow;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionMetadata;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether Temporal and the ledger say the same of a sweep that has ended: a workflow for it and for
 * each trial, the last run of each completed, and nothing else.
 */
record Agreement(WorkflowClient temporal) {
  private static final WorkflowExecutionStatus COMPLETED =
      WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED;

  /** Whether Temporal runs nothing more; a workflow ends a moment after the ledger's row does. */
  boolean quiet() {
    return temporal.listExecutions("ExecutionStatus = 'Running'").findAny().isEmpty();
  }

  /** Compares. */
  void check(String sweep, List<String> trials, Report report) {
    Set<String> expected = new HashSet<>();
    expected.add(SweepWorkflow.idOf(sweep));
    trials.forEach(trial -> expected.add(TrialWorkflow.idOf(trial)));
    for (String id : expected) {
      WorkflowExecutionStatus status = temporal.newUntypedWorkflowStub(id).describe().getStatus();
      if (status != COMPLETED) {
        report.problem("Temporal has " + id + " as " + status);
      }
    }
    List<WorkflowExecutionMetadata> all = temporal.listExecutions("").toList();
    all.stream()
        .map(w -> w.getExecution().getWorkflowId())
        .filter(id -> !expected.contains(id))
        .forEach(id -> report.problem("Temporal has " + id + ", the ledger has not"));
    report.line(
        "temporal", "%d workflows in %d runs: %s", expected.size(), all.size(), statuses(all));
  }

  private static Map<String, Long> statuses(List<WorkflowExecutionMetadata> runs) {
    return runs.stream()
        .collect(
            Collectors.groupingBy(
                w -> w.getStatus().name().replaceAll(".*STATUS_", ""), Collectors.counting()));
  }
}
