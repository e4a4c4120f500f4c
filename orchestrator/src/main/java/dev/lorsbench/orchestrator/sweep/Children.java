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
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The trials of one sweep's workflow: those that wait and those that run. */
final class Children {
  // Another sweep's child may exist for a moment before it takes its trial, or after it gave it up.
  private static final Duration MOMENT = Duration.ofSeconds(1);

  private final LedgerActivity ledger;
  private final LedgerActivity patient = LedgerStub.patient();
  private final int parallelism;
  private final String queue;
  private final Set<String> waiting = new LinkedHashSet<>();
  private final Set<String> running = new LinkedHashSet<>();
  private final Set<String> openWhileRunning = new HashSet<>();
  private final Runnable lookAgain;
  private int begun;

  /**
   * No trial runs or waits yet.
   *
   * @param lookAgain called where the ledger may hold a trial open whose child has just closed
   */
  Children(LedgerActivity ledger, int parallelism, String queue, Runnable lookAgain) {
    this.ledger = ledger;
    this.lookAgain = lookAgain;
    this.parallelism = parallelism;
    this.queue = queue;
  }

  /**
   * Lets open trials wait that do not run. One that runs may have failed and be queued again while
   * its child has yet to close; the ledger knows once it has.
   */
  void add(List<String> trials) {
    trials.forEach(t -> (running.contains(t) ? openWhileRunning : waiting).add(t));
  }

  /** Starts as many as there is room for. */
  void start() {
    while (canStart()) {
      String trial = waiting.iterator().next();
      waiting.remove(trial);
      running.add(trial);
      begun++;
      Async.procedure(this::run, trial);
    }
  }

  boolean canStart() {
    return running.size() < parallelism && !waiting.isEmpty();
  }

  boolean none() {
    return running.isEmpty();
  }

  int begun() {
    return begun;
  }

  /** One failed trial does not end the sweep. */
  private void run(String trial) {
    try {
      while (!ended(trial)) {
        patient.awaitTrial(trial);
        Workflow.sleep(MOMENT);
      }
    } catch (TemporalFailure e) {
      if (!CancellationScope.current().isCancelRequested()) {
        end(trial, e);
      }
    } finally {
      running.remove(trial);
      if (openWhileRunning.remove(trial)) {
        lookAgain.run();
      }
    }
  }

  /** A child that was cancelled has told the ledger, unless it never came so far. */
  private void end(String trial, TemporalFailure e) {
    boolean cancelled = e.getCause() instanceof CanceledFailure;
    Failure failure = cancelled ? Failure.CANCELLED : Failure.INTERNAL;
    ledger.endTrial(
        trial, failure.name(), cancelled ? "stopped" : "its workflow failed: " + e.getCause());
  }

  /** Runs a trial to its end; false where another sweep runs it already. */
  private boolean ended(String trial) {
    try {
      child(trial).run(trial, queue);
      return true;
    } catch (ChildWorkflowFailure e) {
      if (e.getCause() instanceof WorkflowExecutionAlreadyStarted) {
        return false;
      }
      throw e;
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
}
