package dev.lorsbench.db;

import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.TrialState;
import org.jdbi.v3.core.Handle;

/** Ends trials other than by success, within a transaction. */
final class TrialEnd {
  private static final String CANCELLED = "cancelled";

  private TrialEnd() {}

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
    }
    return ended > 0;
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
      return end(h, trial, TrialState.CANCELLED, Failure.CANCELLED, CANCELLED);
    }
    h.createUpdate(
            """
            UPDATE trials SET state = 'QUEUED', run = NULL, phase = ''
            WHERE id = :trial AND state IN ('QUEUED', 'RUNNING')
            """)
        .bind("trial", trial)
        .execute();
    closeAttempt(h, trial, Failure.CANCELLED, CANCELLED);
    return false;
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
