package dev.lorsbench.orchestrator.sweep;

import dev.lorsbench.experiment.Failure;
import dev.lorsbench.orchestrator.ledger.LedgerActivity;
import dev.lorsbench.orchestrator.ledger.LedgerStub;
import dev.lorsbench.orchestrator.trial.TrialWorkflow;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Keeps {@code parallelism} children busy until the ledger has no open trial left. */
public final class SweepWorkflowImpl implements SweepWorkflow {
  // A child costs about ten events; a batch keeps the history far below Temporal's 51,200.
  private static final int BATCH = 1000;
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

  private final LedgerActivity ledger = LedgerStub.create();

  @Override
  public void run(String sweep, int parallelism, String queue) {
    try {
      List<String> open = ledger.openTrials(sweep, BATCH);
      if (!open.isEmpty()) {
        runAll(open, parallelism, queue);
        // More trials than a batch holds, or some that were queued again meanwhile.
        Workflow.continueAsNew(sweep, parallelism, queue);
      }
      ledger.endSweep(sweep, false);
    } catch (TemporalFailure e) {
      if (!cancelled(e)) {
        throw e;
      }
      CancellationScope ending =
          Workflow.newDetachedCancellationScope(
              () -> {
                for (String trial : ledger.openTrials(sweep, Integer.MAX_VALUE)) {
                  ledger.endTrial(trial, Failure.CANCELLED.name(), "its sweep was cancelled");
                }
                ledger.endSweep(sweep, true);
              });
      ending.run();
    }
  }

  private void runAll(List<String> trials, int parallelism, String queue) {
    List<Promise<Void>> running = new ArrayList<>();
    for (String trial : trials) {
      if (running.size() >= parallelism) {
        Promise.anyOf(running).get();
        running.removeIf(Promise::isCompleted);
      }
      running.add(Async.procedure(this::runOne, trial, queue));
    }
    Promise.allOf(running).get();
  }

  /** One failed trial does not end the sweep; only cancellation passes. */
  private void runOne(String trial, String queue) {
    try {
      child(trial).run(trial, queue);
    } catch (ChildWorkflowFailure e) {
      if (cancelled(e)) {
        throw e;
      }
      if (e.getCause() instanceof WorkflowExecutionAlreadyStarted) {
        awaitOther(trial);
        return;
      }
      ledger.endTrial(trial, Failure.INTERNAL.name(), "its workflow failed: " + e.getCause());
    }
  }

  /** Another sweep runs this trial already; its result is ours too. */
  private void awaitOther(String trial) {
    while (!ledger.trialEnded(trial)) {
      Workflow.sleep(LOOK_AGAIN);
    }
  }

  private static TrialWorkflow child(String trial) {
    return Workflow.newChildWorkflowStub(
        TrialWorkflow.class,
        ChildWorkflowOptions.newBuilder()
            .setWorkflowId(TrialWorkflow.idOf(trial))
            .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_REQUEST_CANCEL)
            .setCancellationType(ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED)
            .build());
  }

  private static boolean cancelled(Throwable e) {
    return e instanceof CanceledFailure
        || (e instanceof ChildWorkflowFailure && e.getCause() instanceof CanceledFailure)
        || CancellationScope.current().isCancelRequested();
  }
}
