package dev.lorsbench.orchestrator.ledger;

import dev.lorsbench.orchestrator.TaskQueues;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** How workflows call the ledger. */
public final class LedgerStub {
  // A statement takes milliseconds; half a minute is a connection that waits for PostgreSQL's
  // restart.
  private static final Duration ONE_CALL = Duration.ofSeconds(30);

  private LedgerStub() {}

  /** A stub that repeats without end: while PostgreSQL is gone, sweeps wait. */
  public static LedgerActivity create() {
    return Workflow.newActivityStub(
        LedgerActivity.class,
        ActivityOptions.newBuilder()
            .setTaskQueue(TaskQueues.CONTROL)
            .setStartToCloseTimeout(ONE_CALL)
            .setRetryOptions(
                RetryOptions.newBuilder().setMaximumInterval(Duration.ofSeconds(10)).build())
            .build());
  }
}
