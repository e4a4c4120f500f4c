package dev.lorsbench.orchestrator.trial;

import dev.lorsbench.experiment.Failure;
import dev.lorsbench.orchestrator.ledger.LedgerActivity;
import dev.lorsbench.orchestrator.ledger.LedgerStub;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.failure.TimeoutFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Arrays;

/** Trains, then records what did not go well. */
public final class TrialWorkflowImpl implements TrialWorkflow {
  // Longer than any training that we know of; a trial is ended by its steps, not by a clock.
  private static final Duration LONGEST_TRIAL = Duration.ofDays(60);
  // A worker beats every second or so, whatever its step takes; this long without is a lost worker.
  // It stands above what a full garbage collection or a busy machine takes from a live one.
  private static final Duration LOST = Duration.ofSeconds(30);
  // For a worker that was killed: the first repeat comes at once. Failures that workers report
  // bring their own pauses. Repeats are not counted here: the ledger ends a trial whose attempts
  // bear no fruit.
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  // Histories from before hold an activity for each step on the ledger.
  private static final String NEAR = "ledger-near";

  private final LedgerActivity ledger = LedgerStub.create();

  @Override
  public void run(String trial, String queue) {
    boolean near = Workflow.getVersion(NEAR, Workflow.DEFAULT_VERSION, 1) > 0;
    try {
      if (order(trial, near)) {
        trainer(queue).train(trial);
        end(trial, Failure.INTERNAL, "the worker recorded no result", near);
      }
    } catch (TemporalFailure e) {
      if (CancellationScope.current().isCancelRequested()) {
        Workflow.newDetachedCancellationScope(() -> ledger.cancelTrial(trial)).run();
      } else {
        end(trial, failureOf(e), messageOf(e), near);
      }
    }
  }

  private boolean order(String trial, boolean near) {
    return near
        ? LedgerStub.near(l -> l.orderTrial(trial))
        : LedgerStub.wholly(() -> ledger.orderTrial(trial));
  }

  private void end(String trial, Failure failure, String message, boolean near) {
    if (near) {
      LedgerStub.near(
          l -> {
            l.endTrial(trial, failure.name(), message);
            return null;
          });
    } else {
      ledger.endTrial(trial, failure.name(), message);
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
                    .setInitialInterval(FIRST_PAUSE)
                    .setMaximumInterval(LONGEST_PAUSE)
                    .setDoNotRetry(
                        Arrays.stream(Failure.values())
                            .filter(f -> !f.retryable())
                            .map(Failure::name)
                            .toArray(String[]::new))
                    .build())
            .build());
  }

  private static Failure failureOf(TemporalFailure e) {
    if (e instanceof ActivityFailure && e.getCause() instanceof TimeoutFailure) {
      return Failure.WORKER_LOST;
    }
    if (e instanceof ActivityFailure && e.getCause() instanceof ApplicationFailure a) {
      return Arrays.stream(Failure.values())
          .filter(f -> f.name().equals(a.getType()))
          .findFirst()
          .orElse(Failure.INTERNAL);
    }
    return Failure.INTERNAL;
  }

  private static String messageOf(TemporalFailure e) {
    return e.getCause() instanceof ApplicationFailure a
        ? a.getOriginalMessage()
        : String.valueOf(e.getCause());
  }
}
