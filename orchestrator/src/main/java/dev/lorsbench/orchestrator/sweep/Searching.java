package dev.lorsbench.orchestrator.sweep;

import dev.lorsbench.orchestrator.TaskQueues;
import dev.lorsbench.orchestrator.ledger.LedgerStub;
import dev.lorsbench.orchestrator.search.SearchActivity;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** The search of one sweep's workflow: asked for more trials until it wants none. */
final class Searching {
  // Histories from before sweeps could search hold no question for more trials.
  private static final String SEARCHES = "searches";
  // A suggestion reads and sorts all results, of which there are ten thousand at most.
  private static final Duration ONE_CALL = Duration.ofMinutes(2);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final SearchActivity activity =
      Workflow.newActivityStub(
          SearchActivity.class,
          ActivityOptions.newBuilder()
              .setTaskQueue(TaskQueues.CONTROL)
              .setStartToCloseTimeout(ONE_CALL)
              .setRetryOptions(RetryOptions.newBuilder().setMaximumInterval(LONGEST_PAUSE).build())
              .setCancellationType(ActivityCancellationType.ABANDON)
              .build());
  private boolean goesOn = true;

  /** Lets the search add trials to the ledger, unless it has said that it wants no more. */
  void suggest(String sweep) {
    if (goesOn) {
      boolean known = Workflow.getVersion(SEARCHES, Workflow.DEFAULT_VERSION, 1) > 0;
      goesOn = known && LedgerStub.wholly(() -> activity.suggest(sweep));
    }
  }

  /** Whether it may want more. */
  boolean goesOn() {
    return goesOn;
  }
}
