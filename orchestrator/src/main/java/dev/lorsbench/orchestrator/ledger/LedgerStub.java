package dev.lorsbench.orchestrator.ledger;

import dev.lorsbench.orchestrator.TaskQueues;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

/** How workflows call the ledger. */
public final class LedgerStub {
  // A statement takes milliseconds; a minute holds a connection that waits for PostgreSQL's
  // restart, and the thousands of rows of a large sweep that is cancelled.
  private static final Duration ONE_CALL = Duration.ofMinutes(1);
  // While PostgreSQL is gone, sweeps wait and go on soon after it is back.
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  // A trial that another sweep runs takes minutes to days; repeats of one activity leave no trace
  // in the history, so a wait may last as long as it likes.
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

  // One statement with a connection at hand. What takes longer waits for PostgreSQL, and is better
  // waited for outside of a workflow's task, which Temporal gives ten seconds.
  private static final Duration NEAR_CALL = Duration.ofSeconds(3);

  private LedgerStub() {}

  /** A stub that repeats without end. */
  public static LedgerActivity create() {
    return stub(RetryOptions.newBuilder().setMaximumInterval(LONGEST_PAUSE).build());
  }

  /**
   * Calls the ledger to the end, though the workflow be cancelled meanwhile: what was begun is
   * known to be done, and no call overtakes what the workflow records of its cancellation.
   */
  public static <T> T wholly(Supplier<T> call) {
    AtomicReference<T> answer = new AtomicReference<>();
    Workflow.newDetachedCancellationScope(() -> answer.set(call.get())).run();
    return answer.get();
  }

  /**
   * As {@link #wholly}, in the workflow's own process: no task for it goes over Temporal, which is
   * most of what a short trial costs there. Where the ledger does not answer at once, the call is
   * made as any other, without end; it may then have been made twice.
   */
  public static <T> T near(Function<LedgerActivity, T> call) {
    return wholly(
        () -> {
          try {
            return call.apply(local());
          } catch (ActivityFailure later) {
            return call.apply(create());
          }
        });
  }

  private static LedgerActivity local() {
    return Workflow.newLocalActivityStub(
        LedgerActivity.class,
        LocalActivityOptions.newBuilder()
            .setStartToCloseTimeout(NEAR_CALL)
            .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
            .setDoNotIncludeArgumentsIntoMarker(true)
            .build());
  }

  /** A stub for {@link LedgerActivity#awaitTrial}: repeats at even intervals without end. */
  public static LedgerActivity patient() {
    return stub(
        RetryOptions.newBuilder().setInitialInterval(LOOK_AGAIN).setBackoffCoefficient(1).build());
  }

  private static LedgerActivity stub(RetryOptions retry) {
    return Workflow.newActivityStub(
        LedgerActivity.class,
        ActivityOptions.newBuilder()
            .setTaskQueue(TaskQueues.CONTROL)
            .setStartToCloseTimeout(ONE_CALL)
            .setRetryOptions(retry)
            // These calls are short; the SDK's in-JVM server gets stuck over a request to cancel
            // one that has just completed.
            .setCancellationType(ActivityCancellationType.ABANDON)
            .build());
  }
}
