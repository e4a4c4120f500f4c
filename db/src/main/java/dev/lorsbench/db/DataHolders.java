package dev.lorsbench.db;

import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Which machines hold which data sets, so that trials go there first. */
public final class DataHolders {
  private final Database database;

  /** Holders by that ledger. */
  public DataHolders(Database database) {
    this.database = database;
  }

  /** A worker has read a data set. */
  public void held(String worker, String fingerprint) {
    database.with(
        h ->
            h.createUpdate(
                    """
                    UPDATE workers SET datasets = datasets || :fingerprint
                    WHERE id = :worker AND NOT :fingerprint = ANY (datasets)
                    """)
                .bind("worker", worker)
                .bind("fingerprint", fingerprint)
                .execute());
  }

  /**
   * Another machine with an idle worker of the same queue that holds a data set which the asking
   * worker's machine does not hold.
   */
  public Optional<String> elsewhere(String worker, String fingerprint) {
    return database.with(
        h ->
            h.createQuery(
                    """
                    SELECT o.host FROM workers me JOIN workers o
                      ON o.queue = me.queue AND o.host <> me.host
                    WHERE me.id = :worker AND o.trial_id IS NULL
                      AND o.seen_at > now() - interval '15 seconds'
                      AND :fingerprint = ANY (o.datasets)
                      AND NOT EXISTS (SELECT 1 FROM workers mine
                        WHERE mine.host = me.host AND :fingerprint = ANY (mine.datasets))
                    ORDER BY o.host LIMIT 1
                    """)
                .bind("worker", worker)
                .bind("fingerprint", fingerprint)
                .mapTo(String.class)
                .findOne());
  }

  /** How many images a data set is trained on, as somebody who read it counted. */
  public void counted(String fingerprint, int trainImages) {
    database.with(h -> counted(h, fingerprint, trainImages));
  }

  static int counted(Handle h, String fingerprint, int trainImages) {
    return h.createUpdate("UPDATE datasets SET train_images = :n WHERE fingerprint = :fingerprint")
        .bind("fingerprint", fingerprint)
        .bind("n", trainImages)
        .execute();
  }

  /** How many images a data set is trained on; empty while nobody has counted them. */
  public Optional<Integer> trainImages(String fingerprint) {
    return database.with(
        h ->
            h.createQuery(
                    """
                    SELECT train_images FROM datasets
                    WHERE fingerprint = :fingerprint AND train_images IS NOT NULL
                    """)
                .bind("fingerprint", fingerprint)
                .mapTo(Integer.class)
                .findOne());
  }
}
