package dev.lorsbench.orchestrator.trial;

import dev.lorsbench.experiment.Failure;
import dev.lorsbench.orchestrator.ledger.LedgerActivity;
import dev.lorsbench.orchestrator.ledger.LedgerStub;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TimeoutFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Arrays;

/** Trains, then records what did not go well. */
public final class TrialWorkflowImpl implements TrialWorkflow {
  // Longer than any training that we know of; a trial is ended by its steps, not by a clock.
  private static final Duration LONGEST_TRIAL = Duration.ofDays(60);
  // A worker beats every few seconds, whatever its step takes; four missed ones are a lost worker.
  private static final Duration LOST = Duration.ofSeconds(30);
  // A worker that dies this often in a row takes its trial for the reason.
  private static final int ATTEMPTS = 20;

  private final LedgerActivity ledger = LedgerStub.create();

  @Override
  public void run(String trial, String queue) {
    if (ledger.trialEnded(trial)) {
      return;
    }
    try {
      trainer(queue).train(trial);
    } catch (ActivityFailure e) {
      CancellationScope record =
          Workflow.newDetachedCancellationScope(
              () -> ledger.endTrial(trial, failureOf(e).name(), messageOf(e)));
      record.run();
    } catch (CanceledFailure e) {
      CancellationScope record =
          Workflow.newDetachedCancellationScope(
              () -> ledger.endTrial(trial, Failure.CANCELLED.name(), "cancelled"));
      record.run();
    }
  }

  private static TrainActivity trainer(String queue) {
    return Workflow.newActivityStub(
        TrainActivity.class,
        ActivityOptions.newBuilder()
            .setTaskQueue(queue)
            .setStartToCloseTimeout(LONGEST_TRIAL)
            .setHeartbeatTimeout(LOST)
            .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
            .setRetryOptions(
                RetryOptions.newBuilder()
                    .setInitialInterval(Duration.ofSeconds(1))
                    .setMaximumInterval(Duration.ofMinutes(1))
                    .setMaximumAttempts(ATTEMPTS)
                    .setDoNotRetry(
                        Arrays.stream(Failure.values())
                            .filter(f -> !f.retryable())
                            .map(Failure::name)
                            .toArray(String[]::new))
                    .build())
            .build());
  }

  private static Failure failureOf(ActivityFailure e) {
    if (e.getCause() instanceof CanceledFailure) {
      return Failure.CANCELLED;
    }
    if (e.getCause() instanceof TimeoutFailure) {
      return Failure.WORKER_LOST;
    }
    if (e.getCause() instanceof ApplicationFailure a) {
      return Arrays.stream(Failure.values())
          .filter(f -> f.name().equals(a.getType()))
          .findFirst()
          .orElse(Failure.INTERNAL);
    }
    return Failure.INTERNAL;
  }

  private static String messageOf(ActivityFailure e) {
    if (e.getCause() instanceof CanceledFailure) {
      return "cancelled";
    }
    if (e.getCause() instanceof TimeoutFailure) {
      return "the worker was lost " + ATTEMPTS + " times";
    }
    return e.getCause() instanceof ApplicationFailure a
        ? a.getOriginalMessage()
        : String.valueOf(e.getCause());
  }
}
