package dev.lorsbench.db;

import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.TrialState;
import org.jdbi.v3.core.Handle;

/** Ends trials other than by success, within a transaction. */
final class TrialEnd {
  private TrialEnd() {}

  /** Ends a trial that has not ended; the audit trail has its line at once. */
  static boolean end(Handle h, String trial, TrialState state, Failure failure, String message) {
    int ended =
        h.createUpdate(
                """
                UPDATE trials SET state = :state, failure = :failure, message = :message,
                  phase = '', ended_at = now()
                WHERE id = :trial AND state IN ('QUEUED', 'RUNNING')
                """)
            .bind("trial", trial)
            .bind("state", state.name())
            .bind("failure", failure.name())
            .bind("message", message)
            .execute();
    if (ended > 0) {
      closeAttempt(h, trial, failure, message);
      EventStore.write(h, null, trial, failure.name(), message);
    }
    return ended > 0;
  }

  /** Ends one attempt; where it was the newest, its trial waits for the next one or its end. */
  static int attempt(Handle h, Attempt attempt, Failure told, String message) {
    Failure failure = told == Failure.CANCELLED ? stopped(h, attempt.trial()) : told;
    int ended =
        h.createUpdate(
                """
                UPDATE attempts SET ended_at = now(), outcome = :outcome, message = :message
                WHERE trial_id = :t AND fence = :f AND ended_at IS NULL
                """)
            .bind("t", attempt.trial())
            .bind("f", attempt.fence())
            .bind("outcome", failure.name())
            .bind("message", message)
            .execute();
    if (ended > 0 && failure.retryable()) {
      h.createUpdate(
              """
              UPDATE trials SET state = 'QUEUED', phase = '', failure = :failure,
                message = :message, eta_seconds = NULL
              WHERE id = :t AND fence = :f AND state = 'RUNNING'
              """)
          .bind("t", attempt.trial())
          .bind("f", attempt.fence())
          .bind("failure", failure.name())
          .bind("message", message)
          .execute();
    }
    return ended;
  }

  private static void closeAttempt(Handle h, String trial, Failure failure, String message) {
    h.createUpdate(
            """
            UPDATE attempts SET ended_at = now(), outcome = :outcome, message = :message
            WHERE trial_id = :trial AND ended_at IS NULL
            """)
        .bind("trial", trial)
        .bind("outcome", failure.name())
        .bind("message", message)
        .execute();
  }

  static boolean cancel(Handle h, String trial) {
    h.execute("SELECT 1 FROM trials WHERE id = ? FOR UPDATE", trial);
    if (!wanted(h, trial)) {
      return end(h, trial, TrialState.CANCELLED, Failure.CANCELLED, Failure.CANCELLED.words());
    }
    h.createUpdate(
            """
            UPDATE trials SET state = 'QUEUED', run = NULL, phase = ''
            WHERE id = :trial AND state IN ('QUEUED', 'RUNNING')
            """)
        .bind("trial", trial)
        .execute();
    Failure stopped = stopped(h, trial);
    closeAttempt(h, trial, stopped, stopped.words());
    return false;
  }

  /**
   * Why an attempt that was asked to stop did so. Its worker cannot know, and a sweep that was
   * paused may have been resumed by now; what nobody cancelled was held.
   */
  private static Failure stopped(Handle h, String trial) {
    boolean givenUp =
        !wanted(h, trial)
            || h.createQuery(
                    """
                    SELECT EXISTS (
                      SELECT 1 FROM sweep_trials st JOIN sweeps s ON s.id = st.sweep_id
                      WHERE st.trial_id = :trial AND s.ended_at IS NULL AND s.cancel_asked)
                    """)
                .bind("trial", trial)
                .mapTo(boolean.class)
                .one();
    return givenUp ? Failure.CANCELLED : Failure.PAUSED;
  }

  private static boolean wanted(Handle h, String trial) {
    return h.createQuery(
            """
            SELECT NOT t.cancel_asked AND EXISTS (
              SELECT 1 FROM sweep_trials st JOIN sweeps s ON s.id = st.sweep_id
              WHERE st.trial_id = t.id AND s.ended_at IS NULL AND NOT s.cancel_asked)
            FROM trials t WHERE t.id = :trial
            """)
        .bind("trial", trial)
        .mapTo(boolean.class)
        .findOne()
        .orElse(false);
  }
}
