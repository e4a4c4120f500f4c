package dev.lorsbench.db;

import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.TaskKind;
import dev.lorsbench.experiment.TrialState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;

/** Trials ranked, each beside the baseline of its sweep. */
public final class Leaderboard {
  private static final String PASSING =
      """
      SELECT * FROM (
      SELECT t.*, st.name, %1$s AS lost, %2$s AS standing, s.id AS sweep_id, s.name AS sweep_name,
        coalesce(st.baseline_trial, s.baseline_trial) = t.id AS is_baseline,
        st.spends IS NOT DISTINCT FROM (SELECT max(x.spends) FROM sweep_trials x
          WHERE x.sweep_id = s.id AND x.trial_id = b.id)
          AND NOT t.finish_asked AND NOT coalesce(b.finish_asked, false) AS equal_budget,
        100.0 * (1 - t.decoder_parameters::float8 / nullif(b.decoder_parameters, 0))
          AS saving_percent,
        nullif(t.score, -1) - nullif(b.score, -1) AS score_difference,
        row_number() OVER (PARTITION BY t.id ORDER BY s.created_at DESC) AS age
      FROM trials t
      JOIN sweep_trials st ON st.trial_id = t.id
      JOIN sweeps s ON s.id = st.sweep_id
      LEFT JOIN trials b ON b.id = coalesce(st.baseline_trial, s.baseline_trial)
      WHERE (:sweep::text IS NULL OR s.id = :sweep)
        AND (:family::text IS NULL OR t.family = :family)
        AND (:state::text IS NULL OR %2$s = :state)
        AND (:text::text IS NULL OR position(lower(:text) IN lower(st.name)) > 0
             OR position(lower(:text) IN lower(s.name)) > 0 OR starts_with(t.id, :text))) places
      WHERE age = 1 OR :sweep::text IS NOT NULL
      """
          .formatted(LostWorker.LOST, LostWorker.STATE);

  private final Database database;

  /** The leaderboard of that ledger. */
  public Leaderboard(Database database) {
    this.database = database;
  }

  /** What the rows may be sorted by, each with what is best on top. */
  public enum Order {
    /** The headline metric, detection first: AP and top-1 do not compare. */
    AP("task DESC, score", true),
    AP50("ap50", true),
    AP75("ap75", true),
    TOP1("nullif(top1, -1)", true),
    DIFFERENCE("score_difference", true),
    PARAMETERS("decoder_parameters", false),
    SAVING("saving_percent", true),
    TIME("train_seconds", false),
    MEMORY("peak_mib", false),
    NAME("name", false),
    FAMILY("family", false),
    STATE("standing", false),
    NEWEST("created_at", true);

    private final String column;
    private final boolean descending;

    Order(String column, boolean descending) {
      this.column = column;
      this.descending = descending;
    }

    /** Whether large values stand on top where nobody asked for the reverse. */
    public boolean descending() {
      return descending;
    }

    private String sql(boolean reversed) {
      return column + (descending == reversed ? " ASC" : " DESC") + " NULLS LAST, id";
    }
  }

  /**
   * What to show; null shows all.
   *
   * @param text part of a trial's or its sweep's name, or the beginning of the trial's id
   * @param reversed worst first; what is unknown stays last
   * @param limit at most 1000 rows
   * @param offset how many rows are left out before them
   */
  public record Filter(
      String text,
      String family,
      TrialState state,
      String sweep,
      Order order,
      boolean reversed,
      int limit,
      int offset) {
    public Filter {
      if (limit < 1 || limit > 1000) {
        throw new IllegalArgumentException("limit is " + limit + "; allowed is 1 to 1000");
      }
      if (offset < 0) {
        throw new IllegalArgumentException("offset is " + offset + "; it must be 0 or more");
      }
    }

    /** The first rows, best first. */
    public Filter(
        String text, String family, TrialState state, String sweep, Order order, int limit) {
      this(text, family, state, sweep, order, false, limit, 0);
    }

    /** All trials by their headline metric. */
    public static Filter all() {
      return new Filter(null, null, null, null, Order.AP, 200);
    }
  }

  /**
   * One trial in one sweep. Unknown numbers are NaN.
   *
   * @param equalBudget whether it may spend what its baseline may, and neither was ended early
   * @param failure why it ended, or why it waits for another attempt
   * @param halved whether it went on with half its batch at a time, since memory ran out
   * @param savingPercent fewer decoder parameters than its baseline, in percent
   * @param score the task's headline metric
   * @param scoreDifference score minus the baseline's
   */
  public record Row(
      String trial,
      String name,
      String sweep,
      String sweepName,
      boolean baseline,
      boolean equalBudget,
      String family,
      TrialState state,
      Optional<Failure> failure,
      boolean halved,
      long decoderParameters,
      double savingPercent,
      TaskKind task,
      double score,
      double scoreDifference,
      double ap,
      double ap50,
      double ap75,
      double top1,
      double trainSeconds,
      double peakMib) {}

  /**
   * The rows that pass the filter, in its order; a trial in several sweeps stands in its newest.
   */
  public List<Row> rows(Filter f) {
    String page =
        "SELECT * FROM ("
            + PASSING
            + ") rows ORDER BY "
            + f.order.sql(f.reversed)
            + " LIMIT :limit OFFSET :offset";
    return database.with(
        h ->
            bound(h.createQuery(page), f)
                .bind("limit", f.limit)
                .bind("offset", f.offset)
                .map((r, c) -> row(r))
                .list());
  }

  /** How many rows pass the filter, whatever its limit. */
  public long count(Filter f) {
    return database.with(
        h ->
            bound(h.createQuery("SELECT count(*) FROM (" + PASSING + ") rows"), f)
                .mapTo(long.class)
                .one());
  }

  private static Query bound(Query query, Filter f) {
    return query
        .bind("sweep", f.sweep)
        .bind("family", f.family)
        .bind("state", f.state == null ? null : f.state.name())
        .bind("text", f.text);
  }

  private static Row row(ResultSet r) throws SQLException {
    return new Row(
        r.getString("id"),
        r.getString("name"),
        r.getString("sweep_id"),
        r.getString("sweep_name"),
        r.getBoolean("is_baseline"),
        r.getBoolean("equal_budget"),
        r.getString("family"),
        TrialState.valueOf(r.getString("standing")),
        LostWorker.failure(r.getBoolean("lost"), Trial.failure(r)),
        r.getBoolean("halved"),
        r.getLong("decoder_parameters"),
        Trial.number(r, "saving_percent"),
        TaskKind.of(r.getString("task")),
        Trial.number(r, "score"),
        Trial.number(r, "score_difference"),
        Trial.number(r, "ap"),
        Trial.number(r, "ap50"),
        Trial.number(r, "ap75"),
        Trial.number(r, "top1"),
        Trial.number(r, "train_seconds"),
        Trial.number(r, "peak_mib"));
  }
}
