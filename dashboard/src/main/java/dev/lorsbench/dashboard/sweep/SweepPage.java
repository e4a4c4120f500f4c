package dev.lorsbench.dashboard.sweep;

import dev.lorsbench.dashboard.http.Answers;
import dev.lorsbench.dashboard.live.Pulse;
import dev.lorsbench.dashboard.page.Pages;
import io.javalin.http.Context;
import java.util.Map;

/** The list of sweeps, a sweep's page, and the parts of them that move. */
public final class SweepPage {
  private static final int ROWS = 50;
  private static final int MOST = 1000;

  private final Sweeps sweeps;
  private final Pulse pulse;
  private final Pages pages;

  /** Shows those sweeps. */
  public SweepPage(Sweeps sweeps, Pulse pulse, Pages pages) {
    this.sweeps = sweeps;
    this.pulse = pulse;
    this.pages = pages;
  }

  /** GET /sweeps. */
  public void list(Context ctx) {
    ctx.html(pages.render("sweeps", Map.of("list", sweeps.newest(limit(ctx)))));
  }

  /** GET /fragments/sweeps. */
  public void rows(Context ctx) {
    int limit = limit(ctx);
    ctx.html(
        pulse.shared(
            "sweeps " + limit,
            () -> pages.render("part/sweep-rows", Map.of("list", sweeps.newest(limit)))));
  }

  /** GET /sweeps/ID. */
  public void page(Context ctx) {
    ctx.html(pages.render("sweep", Map.of("view", sweeps.view(ctx.pathParam("id")))));
  }

  /** GET /fragments/sweeps/ID. */
  public void body(Context ctx) {
    String id = ctx.pathParam("id");
    ctx.html(
        pulse.shared(
            "sweep " + id, () -> pages.render("part/sweep", Map.of("view", sweeps.view(id)))));
  }

  /** GET /fragments/sweeps/ID/log: decisions, events. */
  public void log(Context ctx) {
    String id = ctx.pathParam("id");
    ctx.html(
        pulse.shared(
            "sweep log " + id,
            () -> pages.render("part/sweep-log", Map.of("view", sweeps.view(id)))));
  }

  private static int limit(Context ctx) {
    return Answers.integer(ctx, "limit", ROWS, 1, MOST);
  }
}
