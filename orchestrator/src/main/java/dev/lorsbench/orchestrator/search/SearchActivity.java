package dev.lorsbench.orchestrator.search;

import io.temporal.activity.ActivityInterface;

/** Lets a sweep's search choose its next trials; safe to repeat. */
@ActivityInterface
public interface SearchActivity {
  /**
   * Lets trials on that were held at a rung and are good enough by now, and adds what the search
   * wants to try next to the ledger, up to as many open trials as run at once.
   *
   * @return whether it may want more later; false for a sweep that does not learn from results and
   *     holds no trials
   */
  boolean suggest(String sweep);
}
