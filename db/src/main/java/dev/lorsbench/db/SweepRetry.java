package dev.lorsbench.db;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** Queues trials of a sweep again with their line in the audit trail, within a transaction. */
final class SweepRetry {
  private SweepRetry() {}

  static int all(Handle h, String sweep) {
    if (SweepCreation.cancelling(h, sweep)) {
      return 0;
    }
    List<String> failed =
        h.createQuery(
                """
                SELECT DISTINCT t.id FROM sweep_trials st JOIN trials t ON t.id = st.trial_id
                WHERE st.sweep_id = :sweep AND t.state IN ('FAILED', 'CANCELLED')
                """)
            .bind("sweep", sweep)
            .mapTo(String.class)
            .list();
    int queued = TrialRequeue.requeue(h, failed, false);
    if (queued > 0) {
      SweepCreation.takeUp(h, sweep);
      String trials = queued == 1 ? "1 trial" : queued + " trials";
      EventStore.write(h, sweep, null, "RETRY", trials + " queued again");
    }
    return queued;
  }

  static boolean one(Handle h, String sweep, String trial) {
    boolean queued =
        !SweepCreation.cancelling(h, sweep) && TrialRequeue.requeue(h, List.of(trial), false) > 0;
    if (queued) {
      SweepCreation.takeUp(h, sweep);
      EventStore.write(h, null, trial, "RETRY", "queued again");
    }
    return queued;
  }
}
