package dev.lorsbench.db;

import java.util.Optional;

/** Trials that lost their workers and go before those that have not begun. */
public final class LostTrials {
  /** Temporal gives a lost trial to another worker after 30 s; one that is gone longer is not. */
  private static final int AWAITED_SECONDS = 90;

  private final Database database;

  /** The lost trials of that ledger. */
  public LostTrials(Database database) {
    this.database = database;
  }

  /**
   * A trial that a worker is to wait for rather than begin another: of the worker's own queue, as
   * urgent, lost a moment ago, and not left to other workers that are idle.
   *
   * @param trial the one that the worker was given
   * @return empty where that one has begun before, or nothing is to be waited for
   */
  public Optional<String> before(String worker, String trial) {
    return database.with(
        h ->
            h.createQuery(
                    """
                    WITH wanted AS (
                      SELECT st.trial_id, min(s.priority) AS priority,
                        bool_or(coalesce(st.queue, s.queue) = me.queue) AS here
                      FROM workers me CROSS JOIN sweeps s JOIN sweep_trials st ON st.sweep_id = s.id
                      WHERE me.id = :worker AND s.ended_at IS NULL AND NOT s.paused
                        AND NOT s.cancel_asked
                        AND (st.trial_id = :trial OR EXISTS (SELECT 1 FROM trials r
                          WHERE r.id = st.trial_id AND r.state = 'RUNNING'))
                      GROUP BY st.trial_id),
                    lost AS (
                      SELECT t.id FROM trials t JOIN wanted y ON y.trial_id = t.id AND y.here
                      JOIN wanted mine ON mine.trial_id = :trial AND y.priority <= mine.priority
                      WHERE t.id <> :trial AND NOT t.cancel_asked AND %s
                        AND %s < interval '%d seconds'),
                    idle AS (
                      SELECT count(*) AS workers FROM workers o JOIN workers me ON me.id = :worker
                      WHERE o.id <> me.id AND o.queue = me.queue AND o.trial_id IS NULL
                        AND NOT o.draining AND o.seen_at > now() - :alive)
                    SELECT min(lost.id) FROM lost, idle, trials mine
                    WHERE mine.id = :trial AND mine.fence = 0
                    GROUP BY idle.workers HAVING count(*) > idle.workers
                    """
                        .formatted(LostWorker.LOST, LostWorker.SILENT_FOR, AWAITED_SECONDS))
                .bind("worker", worker)
                .bind("trial", trial)
                .bind("alive", Silence.LOST)
                .mapTo(String.class)
                .findOne());
  }
}
