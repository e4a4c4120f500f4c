package dev.lorsbench.db;

import java.time.Instant;
import java.util.List;

/** Attempts at trials. Beginning one takes the right to write from those before. */
public final class AttemptStore {
  private final Database database;

  /** The attempts of that ledger. */
  public AttemptStore(Database database) {
    this.database = database;
  }

  /** An attempt's row; {@code endedAt} and {@code outcome} are null while it runs. */
  public record Row(
      long fence,
      String worker,
      long fromStep,
      Instant startedAt,
      Instant seenAt,
      Instant endedAt,
      String outcome,
      String message) {}

  /**
   * Begins an attempt: the trial is running, and older attempts may write nothing more.
   *
   * @throws DatabaseException where there is no such trial, or it has ended
   */
  public Attempt begin(String trial, String worker) {
    return database.inTransaction(
        h -> {
          long fence =
              h.createQuery(
                      """
                      UPDATE trials SET fence = fence + 1, state = 'RUNNING', phase = 'loading',
                        started_at = coalesce(started_at, now())
                      WHERE id = :trial AND state IN ('QUEUED', 'RUNNING') RETURNING fence
                      """)
                  .bind("trial", trial)
                  .mapTo(long.class)
                  .findOne()
                  .orElseThrow(
                      () ->
                          new DatabaseException(
                              "trial " + trial + " is not queued or running in the ledger"));
          h.createUpdate(
                  """
                  UPDATE attempts SET ended_at = now(), outcome = 'WORKER_LOST',
                    message = 'a newer attempt began'
                  WHERE trial_id = :trial AND ended_at IS NULL
                  """)
              .bind("trial", trial)
              .execute();
          h.createUpdate(
                  """
                  INSERT INTO attempts (trial_id, fence, worker) VALUES (:trial, :fence, :worker)
                  """)
              .bind("trial", trial)
              .bind("fence", fence)
              .bind("worker", worker)
              .execute();
          return new Attempt(trial, fence);
        });
  }

  /** The step that the attempt went on from. */
  public void from(Attempt attempt, long step) {
    database.with(
        h ->
            h.createUpdate("UPDATE attempts SET from_step = :s WHERE trial_id = :t AND fence = :f")
                .bind("t", attempt.trial())
                .bind("f", attempt.fence())
                .bind("s", step)
                .execute());
  }

  /** Ends an attempt that did not succeed; one that has ended stays as it is. */
  public void end(Attempt attempt, String outcome, String message) {
    database.with(
        h ->
            h.createUpdate(
                    """
                    UPDATE attempts SET ended_at = now(), outcome = :outcome, message = :message
                    WHERE trial_id = :t AND fence = :f AND ended_at IS NULL
                    """)
                .bind("t", attempt.trial())
                .bind("f", attempt.fence())
                .bind("outcome", outcome)
                .bind("message", message)
                .execute());
  }

  /** A trial's attempts, newest first. */
  public List<Row> of(String trial) {
    return database.with(
        h ->
            h.createQuery(
                    "SELECT * FROM attempts WHERE trial_id = :trial ORDER BY fence DESC LIMIT 100")
                .bind("trial", trial)
                .map(
                    (r, c) ->
                        new Row(
                            r.getLong("fence"),
                            r.getString("worker"),
                            r.getLong("from_step"),
                            Trial.time(r, "started_at"),
                            Trial.time(r, "seen_at"),
                            Trial.time(r, "ended_at"),
                            r.getString("outcome"),
                            r.getString("message")))
                .list());
  }
}
