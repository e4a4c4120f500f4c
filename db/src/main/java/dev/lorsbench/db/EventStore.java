package dev.lorsbench.db;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** What happened, in words: the audit trail of sweeps and trials. */
public final class EventStore {
  private final Database database;

  /** The events of that ledger. */
  public EventStore(Database database) {
    this.database = database;
  }

  /** One line of the trail; {@code sweep} or {@code trial} may be null. */
  public record Event(
      long id, String sweep, String trial, String kind, String message, Instant at) {}

  /** Writes a line about a trial. */
  public void trial(String trial, String kind, String message) {
    write(null, trial, kind, message);
  }

  /** Writes a line about a sweep. */
  public void sweep(String sweep, String kind, String message) {
    write(sweep, null, kind, message);
  }

  private void write(String sweep, String trial, String kind, String message) {
    database.with(h -> write(h, sweep, trial, kind, message));
  }

  /** Writes a line within a transaction; true. */
  static boolean write(Handle h, String sweep, String trial, String kind, String message) {
    return h.createUpdate(
                """
                INSERT INTO events (sweep_id, trial_id, kind, message)
                VALUES (:sweep, :trial, :kind, :message)
                """)
            .bind("sweep", sweep)
            .bind("trial", trial)
            .bind("kind", kind)
            .bind("message", message)
            .execute()
        > 0;
  }

  /** A trial's newest events, newest first. */
  public List<Event> ofTrial(String trial, int limit) {
    return list(
        "SELECT * FROM events WHERE trial_id = :key ORDER BY id DESC LIMIT :limit", trial, limit);
  }

  /** A sweep's newest events, newest first. */
  public List<Event> ofSweep(String sweep, int limit) {
    return list(
        "SELECT * FROM events WHERE sweep_id = :key ORDER BY id DESC LIMIT :limit", sweep, limit);
  }

  private List<Event> list(String sql, String key, int limit) {
    return database.with(
        h ->
            h.createQuery(sql)
                .bind("key", key)
                .bind("limit", limit)
                .map(
                    (r, c) ->
                        new Event(
                            r.getLong("id"),
                            r.getString("sweep_id"),
                            r.getString("trial_id"),
                            r.getString("kind"),
                            r.getString("message"),
                            r.getTimestamp("at").toInstant()))
                .list());
  }
}
