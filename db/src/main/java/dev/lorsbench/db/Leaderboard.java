package dev.lorsbench.db;

import dev.lorsbench.experiment.TrialState;
import java.util.List;

/** Trials ranked, each beside the baseline of its sweep. */
public final class Leaderboard {
  private final Database database;

  /** The leaderboard of that ledger. */
  public Leaderboard(Database database) {
    this.database = database;
  }

  /** What the rows may be sorted by. */
  public enum Order {
    AP("ap DESC NULLS LAST"),
    PARAMETERS("decoder_parameters ASC NULLS LAST"),
    SAVING("saving_percent DESC NULLS LAST"),
    TIME("train_seconds ASC NULLS LAST"),
    NEWEST("created_at DESC");

    private final String sql;

    Order(String sql) {
      this.sql = sql;
    }
  }

  /**
   * What to show; null shows all.
   *
   * @param text part of a trial's name or the beginning of its id
   * @param limit at most 1000 rows
   */
  public record Filter(
      String text, String family, TrialState state, String sweep, Order order, int limit) {
    public Filter {
      if (limit < 1 || limit > 1000) {
        throw new IllegalArgumentException("limit is " + limit + "; allowed is 1 to 1000");
      }
    }

    /** All trials by AP. */
    public static Filter all() {
      return new Filter(null, null, null, null, Order.AP, 200);
    }
  }

  /**
   * One trial in one sweep. Unknown numbers are NaN.
   *
   * @param savingPercent fewer decoder parameters than the sweep's baseline, in percent
   * @param apDifference AP minus the baseline's
   */
  public record Row(
      String trial,
      String name,
      String sweep,
      String sweepName,
      boolean baseline,
      String family,
      TrialState state,
      long decoderParameters,
      double savingPercent,
      double ap,
      double apDifference,
      double ap50,
      double ap75,
      double trainSeconds,
      double peakMib) {}

  /** The rows that pass the filter, best first; a trial in several sweeps stands in its newest. */
  public List<Row> rows(Filter f) {
    return database.with(
        h ->
            h.createQuery(
                    """
                    SELECT * FROM (
                      SELECT t.*, st.name, s.id AS sweep_id, s.name AS sweep_name,
                        s.baseline_trial = t.id AS is_baseline,
                        100.0 * (1 - t.decoder_parameters::float8 / nullif(b.decoder_parameters, 0))
                          AS saving_percent,
                        t.ap - b.ap AS ap_difference,
                        row_number() OVER (PARTITION BY t.id ORDER BY s.created_at DESC) AS age
                      FROM trials t
                      JOIN sweep_trials st ON st.trial_id = t.id
                      JOIN sweeps s ON s.id = st.sweep_id
                      LEFT JOIN trials b ON b.id = s.baseline_trial
                      WHERE (:sweep::text IS NULL OR s.id = :sweep)
                        AND (:family::text IS NULL OR t.family = :family)
                        AND (:state::text IS NULL OR t.state = :state)
                        AND (:text::text IS NULL OR position(lower(:text) IN lower(st.name)) > 0
                             OR starts_with(t.id, :text))) rows
                    WHERE age = 1 OR :sweep::text IS NOT NULL
                    ORDER BY\s"""
                        + f.order.sql
                        + ", id LIMIT :limit")
                .bind("sweep", f.sweep)
                .bind("family", f.family)
                .bind("state", f.state == null ? null : f.state.name())
                .bind("text", f.text)
                .bind("limit", f.limit)
                .map(
                    (r, c) ->
                        new Row(
                            r.getString("id"),
                            r.getString("name"),
                            r.getString("sweep_id"),
                            r.getString("sweep_name"),
                            r.getBoolean("is_baseline"),
                            r.getString("family"),
                            TrialState.valueOf(r.getString("state")),
                            r.getLong("decoder_parameters"),
                            Trial.number(r, "saving_percent"),
                            Trial.number(r, "ap"),
                            Trial.number(r, "ap_difference"),
                            Trial.number(r, "ap50"),
                            Trial.number(r, "ap75"),
                            Trial.number(r, "train_seconds"),
                            Trial.number(r, "peak_mib")))
                .list());
  }
}
