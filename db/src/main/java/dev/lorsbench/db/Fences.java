package dev.lorsbench.db;

import org.jdbi.v3.core.Handle;

/** Refuses writes of attempts that lost their trial. */
final class Fences {
  private Fences() {}

  /**
   * Locks the trial's row until the transaction ends, so that no newer attempt can begin, and the
   * trial cannot end, between this check and the write.
   *
   * @throws FencedException where a newer attempt began or the trial is no longer running
   */
  static void require(Handle h, Attempt attempt) {
    boolean held =
        h.createQuery(
                "SELECT fence = :fence AND state = 'RUNNING' FROM trials WHERE id = :trial FOR SHARE")
            .bind("trial", attempt.trial())
            .bind("fence", attempt.fence())
            .mapTo(boolean.class)
            .findOne()
            .orElse(false);
    if (!held) {
      throw new FencedException(attempt);
    }
  }
}
