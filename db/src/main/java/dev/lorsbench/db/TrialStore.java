package dev.lorsbench.db;

import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.TrialResult;
import dev.lorsbench.experiment.TrialState;
import java.util.List;
import java.util.Optional;

/** Trials: what they are, where they stand, what came of them. */
public final class TrialStore {
  private final Database database;

  /** The trials of that ledger. */
  public TrialStore(Database database) {
    this.database = database;
  }

  /** The trial of that id. */
  public Optional<Trial> find(String id) {
    return database.with(
        h ->
            h.createQuery("SELECT * FROM trials WHERE id = :id")
                .bind("id", id)
                .map((r, c) -> Trial.map(r))
                .findOne());
  }

  /**
   * Ids that begin with {@code prefix}, at most {@code limit}; for people who type a few letters.
   */
  public List<String> idsLike(String prefix, int limit) {
    return database.with(
        h ->
            h.createQuery(
                    """
                    SELECT id FROM trials WHERE starts_with(id, :prefix) ORDER BY id LIMIT :limit
                    """)
                .bind("prefix", prefix)
                .bind("limit", limit)
                .mapTo(String.class)
                .list());
  }

  /**
   * Where training stands, for those who watch.
   *
   * @throws FencedException where a newer attempt began
   */
  public void progress(
      Attempt attempt,
      String phase,
      long step,
      double loss,
      double imagesPerSecond,
      double etaSeconds,
      double lastAp) {
    database.inTransaction(
        h -> {
          Fences.require(h, attempt);
          h.createUpdate("UPDATE attempts SET seen_at = now() WHERE trial_id = :t AND fence = :f")
              .bind("t", attempt.trial())
              .bind("f", attempt.fence())
              .execute();
          return h.createUpdate(
                  """
                  UPDATE trials SET phase = :phase, step = :step, loss = :loss,
                    images_per_second = :rate, eta_seconds = :eta, last_ap = :ap
                  WHERE id = :trial
                  """)
              .bind("trial", attempt.trial())
              .bind("phase", phase)
              .bind("step", step)
              .bind("loss", loss)
              .bind("rate", imagesPerSecond)
              .bind("eta", etaSeconds)
              .bind("ap", lastAp)
              .execute();
        });
  }

  /** The decoder's size, as soon as the worker has counted it. */
  public void decoderParameters(Attempt attempt, long count) {
    database.inTransaction(
        h -> {
          Fences.require(h, attempt);
          return h.createUpdate("UPDATE trials SET decoder_parameters = :n WHERE id = :t")
              .bind("t", attempt.trial())
              .bind("n", count)
              .execute();
        });
  }

  /**
   * Ends the trial well.
   *
   * @throws FencedException where a newer attempt began
   */
  public void succeed(Attempt attempt, TrialResult result) {
    database.inTransaction(
        h -> {
          Fences.require(h, attempt);
          h.createUpdate(
                  """
                  UPDATE attempts SET ended_at = now(), seen_at = now(), outcome = 'SUCCEEDED'
                  WHERE trial_id = :t AND fence = :f
                  """)
              .bind("t", attempt.trial())
              .bind("f", attempt.fence())
              .execute();
          return h.createUpdate(
                  """
                  UPDATE trials SET state = 'SUCCEEDED', failure = NULL, message = NULL,
                    phase = 'done', step = :steps, decoder_parameters = :decoderParameters,
                    ap = :ap, ap50 = :ap50, ap75 = :ap75, last_ap = :ap, eta_seconds = 0,
                    train_seconds = :trainSeconds, peak_mib = :peakMib, ended_at = now()
                  WHERE id = :trial
                  """)
              .bind("trial", attempt.trial())
              .bindMethods(result)
              .execute();
        });
  }

  /** Ends a trial that has not ended yet as failed or cancelled; another call changes nothing. */
  public void end(String trial, TrialState state, Failure failure, String message) {
    database.with(
        h ->
            h.createUpdate(
                    """
                    UPDATE trials SET state = :state, failure = :failure, message = :message,
                      phase = '', ended_at = now()
                    WHERE id = :trial AND state IN ('QUEUED', 'RUNNING')
                    """)
                .bind("trial", trial)
                .bind("state", state.name())
                .bind("failure", failure.name())
                .bind("message", message)
                .execute());
  }

  /** Puts a failed or cancelled trial back in the queue; says whether it was one. */
  public boolean requeue(String trial) {
    return database.with(
            h ->
                h.createUpdate(
                        """
                        UPDATE trials SET state = 'QUEUED', failure = NULL, message = NULL,
                          ended_at = NULL
                        WHERE id = :trial AND state IN ('FAILED', 'CANCELLED')
                        """)
                    .bind("trial", trial)
                    .execute())
        > 0;
  }
}
