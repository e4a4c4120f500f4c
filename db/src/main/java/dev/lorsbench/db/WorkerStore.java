package dev.lorsbench.db;

import java.sql.ResultSet;
import java.sql.SQLException;
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
   *
   * @param slot which of its machine's, such as {@code gpu:1}; empty for a worker on its own
   * @param memoryMib of its device, NaN where unknown
   */
  public record Row(
      String id,
      String host,
      long pid,
      String queue,
      String device,
      String version,
      String slot,
      double memoryMib,
      String trial,
      Instant startedAt,
      Instant seenAt) {}

  /** Registers a worker or says that it lives. */
  public void seen(Row w) {
    write(w, false);
  }

  /** A worker that was asked to end still lives; it takes no more trials. */
  public void draining(Row w) {
    write(w, true);
  }

  private void write(Row w, boolean draining) {
    // A container that is started again has the name that its last process had.
    database.with(
        h ->
            h.createUpdate(
                    """
                    INSERT INTO workers (id, host, pid, queue, device, version, slot, memory_mib,
                      trial_id, draining)
                    VALUES (:id, :host, :pid, :queue, :device, :version, :slot, :memoryMib, :trial,
                      :draining)
                    ON CONFLICT (id) DO UPDATE SET queue = excluded.queue,
                      device = excluded.device, version = excluded.version, slot = excluded.slot,
                      memory_mib = excluded.memory_mib, trial_id = excluded.trial_id,
                      draining = excluded.draining, seen_at = now()
                    """)
                .bindMethods(w)
                .bind("draining", draining)
                .execute());
  }

  /** A worker that leaves. */
  public void gone(String id) {
    database.with(
        h -> h.createUpdate("DELETE FROM workers WHERE id = :id").bind("id", id).execute());
  }

  /** A worker whose process is known to have ended without a word is lost at once. */
  public void died(String id) {
    database.with(
        h ->
            h.createUpdate(
                    """
                    UPDATE workers SET seen_at = now() - :lost
                    WHERE id = :id AND seen_at > now() - :lost
                    """)
                .bind("id", id)
                .bind("lost", Silence.LOST)
                .execute());
  }

  /** Forgets those not heard of for {@link Silence#KEPT a week}, who never said that they leave. */
  public void forgetLost() {
    database.with(
        h ->
            h.createUpdate("DELETE FROM workers WHERE seen_at < now() - :kept")
                .bind("kept", Silence.KEPT)
                .execute());
  }

  /** The workers seen within {@link Silence#LOST the last 20 s}. */
  public List<Row> alive() {
    return database.with(
        h ->
            h.createQuery(
                    """
                    SELECT * FROM workers WHERE seen_at > now() - :alive
                    ORDER BY host, id LIMIT 1000
                    """)
                .bind("alive", Silence.LOST)
                .map((r, c) -> row(r))
                .list());
  }

  /** How many workers of a machine were seen within {@link Silence#ALIVE the last minute}. */
  public long heardOf(String host) {
    return database.with(
        h ->
            h.createQuery(
                    "SELECT count(*) FROM workers WHERE host = :host AND seen_at > now() - :alive")
                .bind("host", host)
                .bind("alive", Silence.ALIVE)
                .mapTo(long.class)
                .one());
  }

  static Row row(ResultSet r) throws SQLException {
    return new Row(
        r.getString("id"),
        r.getString("host"),
        r.getLong("pid"),
        r.getString("queue"),
        r.getString("device"),
        r.getString("version"),
        r.getString("slot"),
        Trial.number(r, "memory_mib"),
        r.getString("trial_id"),
        Trial.time(r, "started_at"),
        Trial.time(r, "seen_at"));
  }
}
