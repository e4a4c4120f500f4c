package dev.lorsbench.db;

import java.util.Optional;

/** The orchestrators there are, by which workers know whose version they must be of. */
public final class OrchestratorStore {
  private final Database database;

  /** The orchestrators of that ledger. */
  public OrchestratorStore(Database database) {
    this.database = database;
  }

  /** An orchestrator's row. */
  public record Row(String id, String host, long pid, String version) {}

  /** Registers an orchestrator or says that it lives. */
  public void seen(Row o) {
    database.with(
        h ->
            h.createUpdate(
                    """
                    INSERT INTO orchestrators (id, host, pid, version)
                    VALUES (:id, :host, :pid, :version)
                    ON CONFLICT (id) DO UPDATE SET seen_at = now()
                    """)
                .bindMethods(o)
                .execute());
  }

  /** An orchestrator that leaves. */
  public void gone(String id) {
    database.with(
        h -> h.createUpdate("DELETE FROM orchestrators WHERE id = :id").bind("id", id).execute());
  }

  /** Forgets those not heard of for {@link Silence#KEPT a week}, who never said that they leave. */
  public void forgetLost() {
    database.with(
        h ->
            h.createUpdate("DELETE FROM orchestrators WHERE seen_at < now() - :kept")
                .bind("kept", Silence.KEPT)
                .execute());
  }

  /** The one that was started last of those seen within {@link Silence#ALIVE the last minute}. */
  public Optional<Row> newest() {
    return database.with(
        h ->
            h.createQuery(
                    """
                    SELECT * FROM orchestrators WHERE seen_at > now() - :alive
                    ORDER BY started_at DESC, id LIMIT 1
                    """)
                .bind("alive", Silence.ALIVE)
                .map(
                    (r, c) ->
                        new Row(
                            r.getString("id"),
                            r.getString("host"),
                            r.getLong("pid"),
                            r.getString("version")))
                .findOne());
  }
}
