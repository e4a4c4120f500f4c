package dev.lorsbench.db;

import dev.lorsbench.experiment.Evaluation;
import java.util.List;

/** Metrics of evaluations, by (trial, step). */
public final class EvaluationStore {
  private final Database database;

  /** The evaluations of that ledger. */
  public EvaluationStore(Database database) {
    this.database = database;
  }

  /**
   * Keeps one evaluation, replacing that of the same step.
   *
   * @throws FencedException where a newer attempt began
   */
  public void record(Attempt attempt, Evaluation e) {
    database.inTransaction(
        h -> {
          Fences.require(h, attempt);
          return h.createUpdate(
                  """
                  INSERT INTO evaluations
                    (trial_id, step, ap, ap50, ap75, ap_small, ap_medium, ap_large, top1, seconds)
                  VALUES (:trial, :step, :ap, :ap50, :ap75, :apSmall, :apMedium, :apLarge, :top1,
                    :seconds)
                  ON CONFLICT (trial_id, step) DO UPDATE SET
                    ap = excluded.ap, ap50 = excluded.ap50, ap75 = excluded.ap75,
                    ap_small = excluded.ap_small, ap_medium = excluded.ap_medium,
                    ap_large = excluded.ap_large, top1 = excluded.top1,
                    seconds = excluded.seconds, at = now()
                  """)
              .bind("trial", attempt.trial())
              .bindMethods(e)
              .execute();
        });
  }

  /** All of a trial's evaluations, by step. */
  public List<Evaluation> of(String trial) {
    return newest(trial, Integer.MAX_VALUE);
  }

  /**
   * A trial's newest evaluations, by step.
   *
   * @param most how many at most; older ones are left out
   */
  public List<Evaluation> newest(String trial, int most) {
    return database.with(
        h ->
            h.createQuery(
                    """
                    SELECT * FROM (SELECT * FROM evaluations WHERE trial_id = :trial
                      ORDER BY step DESC LIMIT :most) newest ORDER BY step
                    """)
                .bind("trial", trial)
                .bind("most", most)
                .map(
                    (r, c) ->
                        new Evaluation(
                            r.getLong("step"),
                            r.getDouble("ap"),
                            r.getDouble("ap50"),
                            r.getDouble("ap75"),
                            r.getDouble("ap_small"),
                            r.getDouble("ap_medium"),
                            r.getDouble("ap_large"),
                            r.getDouble("top1"),
                            r.getDouble("seconds")))
                .list());
  }

  /** How many evaluations a trial has. */
  public long count(String trial) {
    return database.with(
        h ->
            h.createQuery("SELECT count(*) FROM evaluations WHERE trial_id = :trial")
                .bind("trial", trial)
                .mapTo(long.class)
                .one());
  }
}
