package dev.lorsbench.dashboard.leaderboard;

import dev.lorsbench.dashboard.live.Pulse;
import dev.lorsbench.dashboard.page.Pages;
import dev.lorsbench.dashboard.scatter.Charts;
import dev.lorsbench.db.Leaderboard;
import dev.lorsbench.db.SweepStore;
import io.javalin.http.Context;
import java.util.Map;

/** The first page: every trial beside its sweep's baseline. */
public final class LeaderboardPage {
  private static final int ROWS = 50;
  private static final int DRAWN = 500;
  private static final int SWEEPS = 200;

  private final Leaderboard leaderboard;
  private final SweepStore sweeps;
  private final Pulse pulse;
  private final Pages pages;

  /** Reads that ledger's leaderboard. */
  public LeaderboardPage(Leaderboard leaderboard, SweepStore sweeps, Pulse pulse, Pages pages) {
    this.leaderboard = leaderboard;
    this.sweeps = sweeps;
    this.pulse = pulse;
    this.pages = pages;
  }

  /** GET /. */
  public void page(Context ctx) {
    ctx.html(pages.render("leaderboard", Map.of("board", read(Query.of(ctx, ROWS)))));
  }

  /** GET /fragments/leaderboard: all that a change of the filter or of the ledger alters. */
  public void board(Context ctx) {
    Query query = Query.of(ctx, ROWS);
    ctx.header("HX-Replace-Url", "/?" + query.address());
    ctx.html(
        pulse.shared(
            "board?" + query.address() + "&" + query.size(),
            () -> pages.render("part/board", Map.of("board", read(query)))));
  }

  private Board read(Query query) {
    Leaderboard.Filter f = query.filter();
    Leaderboard.Filter drawn =
        new Leaderboard.Filter(
            f.text(), f.family(), f.state(), f.sweep(), Leaderboard.Order.AP, DRAWN);
    Charts charts = Charts.of(Points.of(leaderboard.rows(drawn))).orElse(null);
    return new Board(
        query, leaderboard.rows(f), leaderboard.count(f), charts, sweeps.newest(SWEEPS));
  }
}
