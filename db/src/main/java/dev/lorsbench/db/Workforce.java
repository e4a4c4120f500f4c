package dev.lorsbench.db;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Who trains, and what each worker is at: those that live, and those that were lost lately. */
public final class Workforce {
  private final Database database;

  /** The workers of that ledger. */
  public Workforce(Database database) {
    this.database = database;
  }

  /** Where a worker stands. */
  public enum State {
    /** It waits for a trial. */
    IDLE,
    /** It trains or evaluates one. */
    WORKING,
    /** It was asked to end: it finishes its step and takes no more. */
    DRAINING,
    /** It was not heard of for {@link Silence#LOST 20 s} and did not say that it leaves. */
    LOST
  }

  /**
   * What a worker is at, or was at when it was lost.
   *
   * @param name of the trial in its newest sweep
   * @param phase empty where the trial no longer runs
   */
  public record Work(
      String trial,
      String name,
      String sweep,
      String sweepName,
      String phase,
      long step,
      long steps) {}

  /** A data set that a worker has read; the folder is null where the ledger does not know it. */
  public record DataSet(String fingerprint, String folder) {}

  /**
   * One worker.
   *
   * @param work null while it has none
   */
  public record Member(WorkerStore.Row row, State state, Work work, List<DataSet> dataSets) {
    /** Whether it was heard of lately. */
    public boolean alive() {
      return state != State.LOST;
    }
  }

  /** Those that live by machine and slot, then those that were lost within a day. */
  public List<Member> members() {
    return database.with(
        h ->
            h.createQuery(
                    """
                    SELECT w.*, w.seen_at > now() - :alive AS alive,
                      t.phase, t.step, t.steps, p.name AS trial_name, p.sweep_id, p.sweep_name,
                      ARRAY(SELECT coalesce(d.folder, '') FROM unnest(w.datasets)
                        WITH ORDINALITY AS held(fingerprint, place)
                        LEFT JOIN datasets d USING (fingerprint) ORDER BY place) AS folders
                    FROM workers w LEFT JOIN trials t ON t.id = w.trial_id
                    LEFT JOIN LATERAL (
                      SELECT st.name, s.id AS sweep_id, s.name AS sweep_name
                      FROM sweep_trials st JOIN sweeps s ON s.id = st.sweep_id
                      WHERE st.trial_id = t.id ORDER BY s.created_at DESC, s.id LIMIT 1) p ON true
                    WHERE w.seen_at > now() - :listed
                    ORDER BY alive DESC, w.host, w.slot, w.id LIMIT 1000
                    """)
                .bind("alive", Silence.LOST)
                .bind("listed", Silence.LISTED)
                .map((r, c) -> new Member(WorkerStore.row(r), state(r), work(r), dataSets(r)))
                .list());
  }

  private static State state(ResultSet r) throws SQLException {
    if (!r.getBoolean("alive")) {
      return State.LOST;
    }
    if (r.getBoolean("draining")) {
      return State.DRAINING;
    }
    return r.getString("trial_id") == null ? State.IDLE : State.WORKING;
  }

  private static Work work(ResultSet r) throws SQLException {
    if (r.getString("trial_name") == null) {
      return null;
    }
    return new Work(
        r.getString("trial_id"),
        r.getString("trial_name"),
        r.getString("sweep_id"),
        r.getString("sweep_name"),
        r.getString("phase"),
        r.getLong("step"),
        r.getLong("steps"));
  }

  private static List<DataSet> dataSets(ResultSet r) throws SQLException {
    String[] fingerprints = texts(r.getArray("datasets"));
    String[] folders = texts(r.getArray("folders"));
    List<DataSet> all = new ArrayList<>();
    for (int i = 0; i < fingerprints.length; i++) {
      all.add(new DataSet(fingerprints[i], folders[i].isEmpty() ? null : folders[i]));
    }
    return all;
  }

  private static String[] texts(Array column) throws SQLException {
    return (String[]) column.getArray();
  }
}
