package dev.lorsbench.db;

import java.time.Instant;
import java.util.List;

/** The worker processes there are. */
public final class WorkerStore {
  private final Database database;

  /** The workers of that ledger. */
  public WorkerStore(Database database) {
    this.database = database;
  }

  /**
   * A worker's row; {@code trial} is null while it is idle, times are null when it is registered.
   */
  public record Row(
      String id,
      String host,
      long pid,
      String queue,
      String device,
      String version,
      String trial,
      Instant startedAt,
      Instant seenAt) {}

  /** Registers a worker or says that it lives. */
  public void seen(Row w) {
    database.with(
        h ->
            h.createUpdate(
                    """
                    INSERT INTO workers (id, host, pid, queue, device, version, trial_id)
                    VALUES (:id, :host, :pid, :queue, :device, :version, :trial)
                    ON CONFLICT (id) DO UPDATE SET trial_id = excluded.trial_id, seen_at = now()
                    """)
                .bindMethods(w)
                .execute());
  }

  /** A worker that leaves. */
  public void gone(String id) {
    database.with(
        h -> h.createUpdate("DELETE FROM workers WHERE id = :id").bind("id", id).execute());
  }

  /** The workers seen within the last minute. */
  public List<Row> alive() {
    return database.with(
        h ->
            h.createQuery(
                    """
                    SELECT * FROM workers WHERE seen_at > now() - interval '1 minute'
                    ORDER BY host, id LIMIT 1000
                    """)
                .map(
                    (r, c) ->
                        new Row(
                            r.getString("id"),
                            r.getString("host"),
                            r.getLong("pid"),
                            r.getString("queue"),
                            r.getString("device"),
                            r.getString("version"),
                            r.getString("trial_id"),
                            Trial.time(r, "started_at"),
                            Trial.time(r, "seen_at")))
                .list());
  }
}
