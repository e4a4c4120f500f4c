package dev.lorsbench.orchestrator;

import dev.lorsbench.db.Database;
import dev.lorsbench.db.EventStore;
import dev.lorsbench.db.Sweep;
import dev.lorsbench.db.SweepStore;
import dev.lorsbench.db.Trial;
import dev.lorsbench.db.TrialStore;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.SweepSpec;
import dev.lorsbench.experiment.TrialState;
import dev.lorsbench.orchestrator.sweep.SweepWorkflow;
import dev.lorsbench.orchestrator.trial.TrialWorkflow;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/** Starts and steers sweeps. The ledger is written first, Temporal is told second. */
public final class Control {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final WorkflowClient client;
  private final String queue;
  private final SweepStore sweeps;
  private final TrialStore trials;
  private final EventStore events;

  /**
   * Control over a ledger and a Temporal namespace.
   *
   * @param queue the resource class's task queue that trials go to
   */
  public Control(WorkflowClient client, Database database, String queue) {
    this.client = client;
    this.queue = queue;
    this.sweeps = new SweepStore(database);
    this.trials = new TrialStore(database);
    this.events = new EventStore(database);
  }

  /**
   * Submits a sweep under a new id made of its name.
   *
   * @param spec its data's fingerprint taken
   */
  public String submit(SweepSpec spec) {
    byte[] random = new byte[3];
    RANDOM.nextBytes(random);
    String id = spec.name() + "-" + HexFormat.of().formatHex(random);
    submit(id, spec);
    return id;
  }

  /** Submits a sweep under an id; the same id again goes on with the sweep that is there. */
  public void submit(String id, SweepSpec spec) {
    if (sweeps.create(id, spec)) {
      events.sweep(id, "SUBMITTED", spec.trials().size() + " trials");
    }
    resume(require(id));
  }

  /** Starts those sweeps again that the ledger has as unfinished and Temporal does not run. */
  public void resumeUnfinished() {
    sweeps.unfinished().forEach(this::resume);
  }

  /**
   * Stops a sweep: running trials end within a step, the others are not begun.
   *
   * @throws OrchestratorException where there is no such sweep
   */
  public void cancelSweep(String id) {
    Sweep sweep = require(id);
    events.sweep(id, "CANCEL", "asked to stop");
    if (sweep.endedAt() == null && !cancel(SweepWorkflow.idOf(id, sweep.round()))) {
      sweeps.open(id).forEach(this::endCancelled);
      sweeps.end(id, true);
    }
  }

  /**
   * Stops one trial; its sweep goes on.
   *
   * @throws OrchestratorException where there is no such trial, or it has ended
   */
  public void cancelTrial(String id) {
    Trial trial = requireTrial(id);
    if (trial.state().ended()) {
      throw new OrchestratorException("trial " + id + " has ended already: " + trial.state());
    }
    events.trial(id, "CANCEL", "asked to stop");
    if (!cancel(TrialWorkflow.idOf(id))) {
      endCancelled(id);
    }
  }

  /**
   * Queues a failed or cancelled trial again; it goes on from its last checkpoint.
   *
   * @throws OrchestratorException where there is no such trial, or it did not fail
   */
  public void retryTrial(String id) {
    requireTrial(id);
    if (!trials.requeue(id)) {
      throw new OrchestratorException("trial " + id + " did not fail; there is nothing to retry");
    }
    events.trial(id, "RETRY", "queued again");
    startAgain(sweeps.of(id).get(0));
  }

  /**
   * Queues every failed or cancelled trial of a sweep again.
   *
   * @return how many
   * @throws OrchestratorException where there is no such sweep
   */
  public int retrySweep(String id) {
    require(id);
    List<String> again =
        sweeps.members(id).stream()
            .map(m -> m.trial().id())
            .distinct()
            .filter(trials::requeue)
            .toList();
    if (!again.isEmpty()) {
      events.sweep(id, "RETRY", again.size() + " trials queued again");
      startAgain(id);
    }
    return again.size();
  }

  private void startAgain(String sweep) {
    if (!running(require(sweep))) {
      sweeps.reopen(sweep);
    }
    resume(require(sweep));
  }

  private void resume(Sweep sweep) {
    if (sweep.endedAt() != null || running(sweep)) {
      return;
    }
    int round = ended(sweep) ? sweeps.reopen(sweep.id()) : sweep.round();
    SweepWorkflow workflow =
        client.newWorkflowStub(
            SweepWorkflow.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(SweepWorkflow.idOf(sweep.id(), round))
                .setTaskQueue(TaskQueues.CONTROL)
                .build());
    try {
      WorkflowClient.start(workflow::run, sweep.id(), sweep.parallelism(), queue);
    } catch (WorkflowExecutionAlreadyStarted started) {
      return; // somebody else was faster; one round has one workflow
    }
  }

  private boolean running(Sweep sweep) {
    return status(sweep) == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
  }

  /** Whether this round's workflow came to an end that the ledger does not know of. */
  private boolean ended(Sweep sweep) {
    WorkflowExecutionStatus status = status(sweep);
    return status != null && status != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
  }

  /** Null where Temporal knows nothing of this round. */
  private WorkflowExecutionStatus status(Sweep sweep) {
    try {
      return client
          .newUntypedWorkflowStub(SweepWorkflow.idOf(sweep.id(), sweep.round()))
          .describe()
          .getStatus();
    } catch (WorkflowNotFoundException unknown) {
      return null;
    }
  }

  /** Says whether there was a running workflow to cancel. */
  private boolean cancel(String workflow) {
    try {
      client.newUntypedWorkflowStub(workflow).cancel();
      return true;
    } catch (WorkflowNotFoundException unknown) {
      return false;
    }
  }

  private void endCancelled(String trial) {
    trials.end(trial, TrialState.CANCELLED, Failure.CANCELLED, "cancelled");
  }

  private Sweep require(String id) {
    return sweeps
        .find(id)
        .orElseThrow(
            () -> new OrchestratorException("there is no sweep " + id + "; lors runs lists them"));
  }

  private Trial requireTrial(String id) {
    return trials
        .find(id)
        .orElseThrow(
            () -> new OrchestratorException("there is no trial " + id + "; lors runs lists them"));
  }
}
