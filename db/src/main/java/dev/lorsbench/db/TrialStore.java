package dev.lorsbench.db;

import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.TrialResult;
import dev.lorsbench.experiment.TrialState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

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
            h.createQuery(
                    "SELECT t.*, %s AS lost FROM trials t WHERE t.id = :id"
                        .formatted(LostWorker.LOST))
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
   * Gives a trial to a run of its workflow, after which no other run begins an attempt.
   *
   * @param run id of the workflow's run
   * @return whether there is something to do: false where the trial has ended
   */
  public boolean order(String trial, String run) {
    return database.with(
            h ->
                h.createUpdate(
                        """
                        UPDATE trials SET run = :run
                        WHERE id = :trial AND state IN ('QUEUED', 'RUNNING')
                        """)
                    .bind("trial", trial)
                    .bind("run", run)
                    .execute())
        > 0;
  }

  /**
   * Whether nobody is at a trial: it has ended, or it is queued and no run of its workflow was
   * ordered since it was given up.
   */
  public boolean idle(String trial) {
    return database.with(
        h ->
            h.createQuery(
                    """
                    SELECT run IS NULL OR state NOT IN ('QUEUED', 'RUNNING')
                    FROM trials WHERE id = :trial
                    """)
                .bind("trial", trial)
                .mapTo(boolean.class)
                .findOne()
                .orElse(true));
  }

  /** Where a trial stands. */
  public Optional<TrialState> state(String trial) {
    return database.with(
        h ->
            h.createQuery("SELECT state FROM trials WHERE id = :trial")
                .bind("trial", trial)
                .mapTo(TrialState.class)
                .findOne());
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
      double lastScore) {
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
                    images_per_second = :rate, eta_seconds = :eta, last_score = :score
                  WHERE id = :trial
                  """)
              .bind("trial", attempt.trial())
              .bind("phase", phase)
              .bind("step", step)
              .bind("loss", loss)
              .bind("rate", imagesPerSecond)
              .bind("eta", etaSeconds)
              .bind("score", lastScore)
              .execute();
        });
  }

  /**
   * The decoders' sizes, which follow from their configurations: known before a worker counts them.
   *
   * @param sizes by trial; of one that has a size already it stays
   */
  public void expectedParameters(Map<String, Long> sizes) {
    database.inTransaction(
        h -> {
          PreparedBatch batch =
              h.prepareBatch(
                  """
                  UPDATE trials SET decoder_parameters = :n
                  WHERE id = :t AND coalesce(decoder_parameters, 0) = 0
                  """);
          sizes.forEach((trial, size) -> batch.bind("t", trial).bind("n", size).add());
          return sizes.isEmpty() ? new int[0] : batch.execute();
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
    succeed(attempt, result, () -> {});
  }

  /**
   * Ends the trial well.
   *
   * @param publish puts the attempt's files in their places; runs while no newer attempt can begin
   * @throws FencedException where a newer attempt began; nothing was published
   */
  public void succeed(Attempt attempt, TrialResult result, Runnable publish) {
    database.inTransaction(
        h -> {
          Fences.require(h, attempt);
          publish.run();
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
                  UPDATE trials SET state = 'SUCCEEDED', failure = NULL,
                    message = CASE WHEN finish_asked AND :steps < steps THEN
                      format('stopped at step %s of %s, as asked', :steps, steps) END,
                    phase = 'done', step = :steps, decoder_parameters = :decoderParameters,
                    ap = :ap, ap50 = :ap50, ap75 = :ap75, top1 = :top1, eta_seconds = 0,
                    last_score = CASE task WHEN 'classification' THEN :top1 ELSE :ap END,
                    train_seconds = :trainSeconds, peak_mib = :peakMib, ended_at = now()
                  WHERE id = :trial
                  """)
              .bind("trial", attempt.trial())
              .bindMethods(result)
              .bind("peakMib", Double.isNaN(result.peakMib()) ? null : result.peakMib())
              .execute();
        });
  }

  /**
   * Ends a trial that has not ended yet as failed or cancelled, and its open attempt with it.
   *
   * @return false where it had ended: nothing was changed
   */
  public boolean end(String trial, TrialState state, Failure failure, String message) {
    return database.inTransaction(h -> TrialEnd.end(h, trial, state, failure, message));
  }

  /**
   * The same by a run of the trial's workflow; nothing is changed either where the run has the
   * trial no longer, which was queued again or given to another.
   */
  public boolean end(String trial, String run, TrialState state, Failure failure, String message) {
    return database.inTransaction(
        h -> has(h, run, trial) && TrialEnd.end(h, trial, state, failure, message));
  }

  private static boolean has(Handle h, String run, String trial) {
    return h.createQuery("SELECT true FROM trials WHERE id = :trial AND run = :run FOR UPDATE")
        .bind("trial", trial)
        .bind("run", run)
        .mapTo(boolean.class)
        .findOne()
        .isPresent();
  }

  /**
   * Marks that somebody wants the trial itself stopped; the audit trail has it at once, and once.
   *
   * @return false where it has ended: nothing is written then
   */
  public boolean askCancel(String trial) {
    return database.inTransaction(
        h -> {
          Optional<Boolean> asked =
              h.createQuery(
                      """
                      SELECT cancel_asked FROM trials
                      WHERE id = :trial AND state IN ('QUEUED', 'RUNNING') FOR UPDATE
                      """)
                  .bind("trial", trial)
                  .mapTo(Boolean.class)
                  .findOne();
          if (asked.filter(before -> !before).isPresent()) {
            h.execute("UPDATE trials SET cancel_asked = true WHERE id = ?", trial);
            EventStore.write(h, null, trial, "CANCEL", "asked to stop");
          }
          return asked.isPresent();
        });
  }

  /**
   * Stops a trial: it ends, unless a sweep that goes on wants it and nobody asked for the trial
   * itself to stop; then it is queued.
   *
   * @return whether it has ended as cancelled, now
   */
  public boolean cancel(String trial) {
    return database.inTransaction(h -> TrialEnd.cancel(h, trial));
  }
}
