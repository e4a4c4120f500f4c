package dev.lorsbench.dashboard.leaderboard;

import dev.lorsbench.dashboard.http.Answers;
import dev.lorsbench.dashboard.http.Tree;
import dev.lorsbench.db.Leaderboard;
import io.javalin.http.Context;
import java.util.Map;

/** The leaderboard as JSON. */
public final class LeaderboardApi {
  private static final int ROWS = 100;

  private final Leaderboard leaderboard;

  /** Reads that ledger's leaderboard. */
  public LeaderboardApi(Leaderboard leaderboard) {
    this.leaderboard = leaderboard;
  }

  /** GET /api/v1/leaderboard. */
  public void rows(Context ctx) {
    Query query = Query.of(ctx, ROWS);
    Leaderboard.Filter filter = query.filter();
    Answers.json(
        ctx,
        new Tree()
            .put("total", leaderboard.count(filter))
            .put("page", query.page())
            .put("limit", query.size())
            .put("rows", leaderboard.rows(filter).stream().map(LeaderboardApi::row).toList())
            .map());
  }

  /** One row; also what a sweep's JSON holds of each trial. */
  public static Map<String, Object> row(Leaderboard.Row r) {
    boolean ap = r.task().boxes();
    return new Tree()
        .put("trial", r.trial())
        .put("name", r.name())
        .put("sweep", r.sweep())
        .put("sweep_name", r.sweepName())
        .put("baseline", r.baseline())
        .put("equal_budget", r.equalBudget())
        .put("task", r.task().key())
        .put("family", r.family())
        .put("state", r.state())
        .put("failure", r.failure().orElse(null))
        .put("halved", r.halved())
        .size("decoder_parameters", r.decoderParameters())
        .known("saving_percent", r.savingPercent())
        .score("ap", r.ap())
        .known("ap_difference", ap ? r.scoreDifference() : Double.NaN)
        .score("ap50", r.ap50())
        .score("ap75", r.ap75())
        .score("top1", r.top1())
        .score("score", r.score())
        .known("score_difference", r.scoreDifference())
        .known("train_seconds", r.trainSeconds())
        .known("peak_mib", r.peakMib())
        .map();
  }
}
