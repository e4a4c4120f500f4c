package dev.lorsbench.db;

import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.TrialState;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Begins an attempt, within a transaction that holds the trial's row. */
final class AttemptBegin {
  private AttemptBegin() {}

  /**
   * @param turn of the newest attempt of the trial's run, 0 where there is none
   */
  private record Standing(TrialState state, String run, long fence, int turn) {}

  /** So many attempts of the run that ended so since the newest checkpoint. */
  private record Spent(Failure failure, int attempts) {}

  static Optional<Attempt> begin(Handle h, Turn turn, String worker) {
    Standing standing = lock(h, turn.trial());
    if (standing.state.ended()) {
      return Optional.empty();
    }
    if (!turn.run().equals(standing.run) || standing.turn >= turn.number()) {
      throw new FencedException(
          "trial " + turn.trial() + ": a newer attempt than turn " + turn.number() + " began");
    }
    Optional<Spent> spent = spent(h, turn);
    if (spent.isPresent()) {
      TrialEnd.end(
          h, turn.trial(), TrialState.FAILED, spent.get().failure, inVain(spent.get().attempts));
      return Optional.empty();
    }
    Attempt attempt = new Attempt(turn.trial(), standing.fence + 1);
    closeOlder(h, turn.trial());
    insert(h, attempt, turn, worker);
    return Optional.of(attempt);
  }

  private static Standing lock(Handle h, String trial) {
    // Two statements: only one that starts after the lock is held sees what its last holder wrote.
    h.execute("SELECT 1 FROM trials WHERE id = ? FOR UPDATE", trial);
    return h.createQuery(
            """
            SELECT t.state, t.run, t.fence, (SELECT coalesce(max(turn), 0) FROM attempts
              WHERE trial_id = t.id AND run = t.run) AS turn
            FROM trials t WHERE t.id = :trial
            """)
        .bind("trial", trial)
        .map(
            (r, c) ->
                new Standing(
                    TrialState.valueOf(r.getString("state")),
                    r.getString("run"),
                    r.getLong("fence"),
                    r.getInt("turn")))
        .findOne()
        .orElseThrow(() -> new DatabaseException("the ledger has no trial " + trial));
  }

  /** The class of which there were too many; an attempt that nobody ended was a lost worker's. */
  private static Optional<Spent> spent(Handle h, Turn turn) {
    return h
        .createQuery(
            """
            SELECT coalesce(outcome, 'WORKER_LOST') AS outcome, count(*) AS attempts FROM attempts
            WHERE trial_id = :trial AND run = :run AND outcome IS DISTINCT FROM 'SUCCEEDED'
              AND fence > coalesce(
              (SELECT max(c.fence) FROM checkpoints c WHERE c.trial_id = :trial), 0)
            GROUP BY 1 ORDER BY 1
            """)
        .bind("trial", turn.trial())
        .bind("run", turn.run())
        .map((r, c) -> new Spent(Failure.valueOf(r.getString("outcome")), r.getInt("attempts")))
        .stream()
        .filter(s -> s.failure.retryable() && s.attempts >= s.failure.attempts())
        .findFirst();
  }

  private static String inVain(int attempts) {
    return attempts + " attempts in a row ended without a new checkpoint";
  }

  private static void closeOlder(Handle h, String trial) {
    h.createUpdate(
            """
            UPDATE attempts SET ended_at = now(), outcome = 'WORKER_LOST',
              message = 'a newer attempt began'
            WHERE trial_id = :trial AND ended_at IS NULL
            """)
        .bind("trial", trial)
        .execute();
  }

  private static void insert(Handle h, Attempt attempt, Turn turn, String worker) {
    h.createUpdate(
            """
            UPDATE trials SET fence = :fence, state = 'RUNNING', phase = 'loading',
              failure = NULL, message = NULL, started_at = coalesce(started_at, now())
            WHERE id = :trial
            """)
        .bind("trial", attempt.trial())
        .bind("fence", attempt.fence())
        .execute();
    // Known at once, and not at its next sign of life, so that nobody waits for a worker at work.
    h.createUpdate("UPDATE workers SET trial_id = :trial WHERE id = :worker")
        .bind("trial", attempt.trial())
        .bind("worker", worker)
        .execute();
    h.createUpdate(
            """
            INSERT INTO attempts
              (trial_id, fence, run, turn, worker, host, queue, slot, device, version)
            SELECT :trial, :fence, :run, :turn, :worker, w.host, w.queue, nullif(w.slot, ''),
              w.device, w.version
            FROM (VALUES (1)) one LEFT JOIN workers w ON w.id = :worker
            """)
        .bind("trial", attempt.trial())
        .bind("fence", attempt.fence())
        .bind("run", turn.run())
        .bind("turn", turn.number())
        .bind("worker", worker)
        .execute();
  }
}
