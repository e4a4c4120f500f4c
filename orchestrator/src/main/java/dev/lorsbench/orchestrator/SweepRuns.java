package dev.lorsbench.orchestrator;

import dev.lorsbench.db.Sweep;
import dev.lorsbench.orchestrator.sweep.SweepWorkflow;
import dev.lorsbench.orchestrator.trial.TrialWorkflow;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import java.util.function.Supplier;

/** The workflows of sweeps and trials as Temporal has them; asked for by id, never listed. */
final class SweepRuns {
  private final WorkflowClient client;

  SweepRuns(WorkflowClient client) {
    this.client = client;
  }

  /** Starts a sweep's workflow, or tells the one that runs that the ledger has changed. */
  void startOrWake(Sweep sweep) {
    SweepWorkflow workflow =
        client.newWorkflowStub(
            SweepWorkflow.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(SweepWorkflow.idOf(sweep.id()))
                .setTaskQueue(TaskQueues.CONTROL)
                .build());
    BatchRequest request = client.newSignalWithStartRequest();
    request.add(workflow::run, sweep.id(), sweep.parallelism(), sweep.queue());
    request.add(workflow::lookAgain);
    answered(
        () -> {
          try {
            return client.signalWithStart(request);
          } catch (WorkflowExecutionAlreadyStarted closing) {
            // Its last run closes at this moment; the orchestrator starts the next within seconds.
            return closing.getExecution();
          }
        });
  }

  /** Whether a workflow of the sweep runs. */
  boolean running(String sweep) {
    return answered(
        () -> {
          try {
            return client.newUntypedWorkflowStub(SweepWorkflow.idOf(sweep)).describe().getStatus()
                == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
          } catch (WorkflowNotFoundException unknown) {
            return false;
          }
        });
  }

  /** Says whether there was a running workflow to cancel. */
  boolean cancelSweep(String sweep) {
    return cancel(SweepWorkflow.idOf(sweep));
  }

  /** Says whether there was a running workflow to cancel. */
  boolean cancelTrial(String trial) {
    return cancel(TrialWorkflow.idOf(trial));
  }

  private boolean cancel(String workflow) {
    return answered(
        () -> {
          try {
            client.newUntypedWorkflowStub(workflow).cancel();
            return true;
          } catch (WorkflowNotFoundException unknown) {
            return false;
          }
        });
  }

  private static <T> T answered(Supplier<T> call) {
    try {
      return call.get();
    } catch (StatusRuntimeException | WorkflowException e) {
      Throwable cause = e instanceof WorkflowException && e.getCause() != null ? e.getCause() : e;
      throw new OrchestratorException(
          "Temporal does not answer, the ledger has what was asked for: " + cause.getMessage(), e);
    }
  }
}
