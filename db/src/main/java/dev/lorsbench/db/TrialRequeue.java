package dev.lorsbench.db;

import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Queues trials again that have ended, within a transaction. The runs of their workflows, which may
 * not have closed yet, have them no longer.
 */
final class TrialRequeue {
  private static final List<String> RECORDS = List.of("metrics", "evaluations", "checkpoints");

  private TrialRequeue() {}

  static int requeue(Handle h, Collection<String> trials, boolean anew) {
    String[] queued =
        h.createQuery(
                """
                UPDATE trials SET state = 'QUEUED', run = NULL, failure = NULL, message = NULL,
                  cancel_asked = false, finish_asked = false, eta_seconds = NULL, ended_at = NULL
                WHERE id = ANY (:ids)
                  AND (state IN ('FAILED', 'CANCELLED')
                    OR (state = 'SUCCEEDED' AND (:anew OR finish_asked AND step < steps)))
                RETURNING id
                """)
            .bind("ids", trials.toArray(String[]::new))
            .bind("anew", anew)
            .mapTo(String.class)
            .list()
            .toArray(String[]::new);
    if (anew) {
      forget(h, queued);
    }
    return queued.length;
  }

  private static void forget(Handle h, String[] ids) {
    for (String table : RECORDS) {
      h.createUpdate("DELETE FROM " + table + " WHERE trial_id = ANY (:ids)")
          .bind("ids", ids)
          .execute();
    }
    h.createUpdate(
            """
            UPDATE trials SET step = 0, loss = NULL, images_per_second = NULL, last_score = NULL,
              ap = NULL, ap50 = NULL, ap75 = NULL, top1 = NULL, train_seconds = NULL, peak_mib = NULL,
              started_at = NULL, halved = false
            WHERE id = ANY (:ids)
            """)
        .bind("ids", ids)
        .execute();
  }
}
