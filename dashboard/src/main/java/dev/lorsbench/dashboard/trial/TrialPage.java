package dev.lorsbench.dashboard.trial;

import dev.lorsbench.dashboard.live.Pulse;
import dev.lorsbench.dashboard.page.Pages;
import io.javalin.http.Context;
import java.util.Map;

/** A trial's page and the parts of it that move. */
public final class TrialPage {
  private final Trials trials;
  private final Pulse pulse;
  private final Pages pages;

  /** Shows those trials. */
  public TrialPage(Trials trials, Pulse pulse, Pages pages) {
    this.trials = trials;
    this.pulse = pulse;
    this.pages = pages;
  }

  /** GET /trials/ID. */
  public void page(Context ctx) {
    ctx.html(render("trial", ctx.pathParam("id")));
  }

  /** GET /fragments/trials/ID/progress. */
  public void progress(Context ctx) {
    part(ctx, "part/trial");
  }

  /** GET /fragments/trials/ID/log: evaluations, attempts, checkpoints, events. */
  public void log(Context ctx) {
    part(ctx, "part/trial-log");
  }

  private void part(Context ctx, String template) {
    String id = ctx.pathParam("id");
    ctx.html(pulse.shared(template + " " + id, () -> render(template, id)));
  }

  private String render(String template, String id) {
    return pages.render(template, Map.of("view", trials.view(id)));
  }
}
