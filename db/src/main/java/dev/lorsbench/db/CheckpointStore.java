package dev.lorsbench.db;

import java.util.List;

/** Pointers to checkpoints. A checkpoint counts once its row is here. */
public final class CheckpointStore {
  private final Database database;

  /** The checkpoints of that ledger. */
  public CheckpointStore(Database database) {
    this.database = database;
  }

  /**
   * A checkpoint's row.
   *
   * @param path of its manifest
   */
  public record Pointer(long step, long fence, String path, String crc32c, long bytes) {}

  /**
   * Points to a checkpoint that is whole on disk.
   *
   * @throws FencedException where a newer attempt began
   */
  public void record(Attempt attempt, Pointer p) {
    database.inTransaction(
        h -> {
          Fences.require(h, attempt);
          return h.createUpdate(
                  """
                  INSERT INTO checkpoints (trial_id, step, fence, path, crc32c, bytes)
                  VALUES (:trial, :step, :fence, :path, :crc32c, :bytes)
                  ON CONFLICT (trial_id, step) DO UPDATE SET fence = excluded.fence,
                    path = excluded.path, crc32c = excluded.crc32c, bytes = excluded.bytes, at = now()
                  """)
              .bind("trial", attempt.trial())
              .bindMethods(p)
              .execute();
        });
  }

  /**
   * Asks whether the attempt may write.
   *
   * @throws FencedException where a newer attempt began, or the trial is no longer running
   */
  public void require(Attempt attempt) {
    database.inTransaction(
        h -> {
          Fences.require(h, attempt);
          return null;
        });
  }

  /** Forgets a checkpoint whose files are gone or damaged. */
  public void forget(Attempt attempt, long step) {
    database.inTransaction(
        h -> {
          Fences.require(h, attempt);
          return h.createUpdate("DELETE FROM checkpoints WHERE trial_id = :trial AND step = :step")
              .bind("trial", attempt.trial())
              .bind("step", step)
              .execute();
        });
  }

  /** A trial's checkpoints, newest first. */
  public List<Pointer> newestFirst(String trial) {
    return database.with(
        h ->
            h.createQuery(
                    "SELECT * FROM checkpoints WHERE trial_id = :trial ORDER BY step DESC LIMIT"
                        + " 10000")
                .bind("trial", trial)
                .map(
                    (r, c) ->
                        new Pointer(
                            r.getLong("step"),
                            r.getLong("fence"),
                            r.getString("path"),
                            r.getString("crc32c"),
                            r.getLong("bytes")))
                .list());
  }
}
