package dev.lorsbench.orchestrator.sweep;

import dev.lorsbench.db.Course;
import dev.lorsbench.db.OpenTrial;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.orchestrator.ledger.LedgerActivity;
import dev.lorsbench.orchestrator.ledger.LedgerStub;
import dev.lorsbench.orchestrator.trial.TrialWorkflow;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.common.Priority;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The trials of one sweep's workflow: those that wait and those that run. */
final class Children {
  // Another sweep's child may exist for a moment before it takes its trial, or after it gave it up.
  private static final Duration MOMENT = Duration.ofSeconds(1);

  // Histories from before go on in the same run after a pause.
  private static final String AFRESH = "afresh-after-pause";

  private final LedgerActivity ledger;
  private final LedgerActivity patient = LedgerStub.patient();
  private final Map<String, OpenTrial> waiting = new LinkedHashMap<>();
  private final Map<String, CancellationScope> running = new LinkedHashMap<>();
  private final Map<String, Integer> runningOn = new HashMap<>();
  private final Set<String> openWhileRunning = new HashSet<>();
  private final Runnable lookAgain;
  private final Runnable closed;
  private Course course;
  private boolean stopping;
  private int begun;

  /**
   * No trial runs or waits yet.
   *
   * @param course how they are run until {@link #follow} changes it
   * @param lookAgain called where the ledger may hold a trial open whose child has just closed
   * @param closed called whenever a child has closed
   */
  Children(LedgerActivity ledger, Course course, Runnable lookAgain, Runnable closed) {
    this.ledger = ledger;
    this.lookAgain = lookAgain;
    this.closed = closed;
    this.course = course;
  }

  /**
   * Lets open trials wait that do not run. One that runs may have failed and be queued again while
   * its child has yet to close; the ledger knows once it has.
   */
  void add(List<OpenTrial> trials) {
    for (OpenTrial t : trials) {
      if (running.containsKey(t.id())) {
        openWhileRunning.add(t.id());
      } else {
        waiting.putIfAbsent(t.id(), t);
      }
    }
  }

  /** The same in the ledger's order: a trial that is let on goes before those not begun. */
  void addInOrder(List<OpenTrial> trials) {
    Map<String, OpenTrial> behind = new LinkedHashMap<>(waiting);
    waiting.clear();
    add(trials);
    behind.forEach(waiting::putIfAbsent);
  }

  /**
   * Runs them so from now on. A pause stops what runs, which the ledger then queues again; nothing
   * is begun here after that, see {@link #stopped}.
   */
  void follow(Course now) {
    boolean stops = now.paused() && !course.paused() && !none();
    course = now;
    if (stops) {
      stopping = Workflow.getVersion(AFRESH, Workflow.DEFAULT_VERSION, 1) > 0;
      List.copyOf(running.values()).forEach(CancellationScope::cancel);
    }
  }

  /** Starts as many as there is room for. */
  void start() {
    for (Optional<OpenTrial> next = next(); next.isPresent(); next = next()) {
      OpenTrial trial = next.get();
      waiting.remove(trial.id());
      begun++;
      CancellationScope scope =
          Workflow.newCancellationScope(() -> Async.procedure(this::run, trial));
      running.put(trial.id(), scope);
      runningOn.merge(trial.queue(), 1, Integer::sum);
      scope.run();
    }
  }

  boolean canStart() {
    return next().isPresent();
  }

  /** The first whose class has room. */
  private Optional<OpenTrial> next() {
    if (stopping || course.paused() || running.size() >= course.parallelism()) {
      return Optional.empty();
    }
    return waiting.values().stream()
        .filter(t -> runningOn.getOrDefault(t.queue(), 0) < course.on(t.queue()))
        .findFirst();
  }

  boolean none() {
    return running.isEmpty();
  }

  /**
   * Whether what ran was stopped and has closed, so that the sweep is to go on as a new run: the
   * SDK's in-JVM server refuses, without end, a run that asks a second time to cancel a child of
   * the same id.
   */
  boolean stopped() {
    return stopping && none();
  }

  boolean paused() {
    return course.paused();
  }

  int begun() {
    return begun;
  }

  /** One failed trial does not end the sweep. */
  private void run(OpenTrial trial) {
    try {
      while (!ended(trial)) {
        patient.awaitTrial(trial.id());
        Workflow.sleep(MOMENT);
      }
    } catch (TemporalFailure e) {
      if (!CancellationScope.current().isCancelRequested()) {
        end(trial.id(), e);
      }
    } finally {
      running.remove(trial.id());
      runningOn.merge(trial.queue(), -1, Integer::sum);
      if (openWhileRunning.remove(trial.id())) {
        lookAgain.run();
      }
      closed.run();
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
  private boolean ended(OpenTrial trial) {
    try {
      child(trial.id()).run(trial.id(), trial.queue());
      return true;
    } catch (ChildWorkflowFailure e) {
      if (e.getCause() instanceof WorkflowExecutionAlreadyStarted) {
        return false;
      }
      throw e;
    }
  }

  private TrialWorkflow child(String trial) {
    return Workflow.newChildWorkflowStub(
        TrialWorkflow.class,
        ChildWorkflowOptions.newBuilder()
            .setWorkflowId(TrialWorkflow.idOf(trial))
            .setPriority(Priority.newBuilder().setPriorityKey(course.priority()).build())
            .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_REQUEST_CANCEL)
            .setCancellationType(ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED)
            .build());
  }
}
