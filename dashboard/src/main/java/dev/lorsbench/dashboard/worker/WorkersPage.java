package dev.lorsbench.dashboard.worker;

import dev.lorsbench.dashboard.live.Pulse;
import dev.lorsbench.dashboard.page.Pages;
import dev.lorsbench.db.Workforce;
import dev.lorsbench.orchestrator.Versions;
import io.javalin.http.Context;
import java.util.Map;

/** The page of workers, and the part of it that moves. */
public final class WorkersPage {
  private final Workforce workforce;
  private final Pulse pulse;
  private final Pages pages;

  /** Shows those workers. */
  public WorkersPage(Workforce workforce, Pulse pulse, Pages pages) {
    this.workforce = workforce;
    this.pulse = pulse;
    this.pages = pages;
  }

  /** GET /workers. */
  public void page(Context ctx) {
    ctx.html(render("workers"));
  }

  /** GET /fragments/workers. */
  public void rows(Context ctx) {
    ctx.html(pulse.shared("workers", () -> render("part/worker-rows")));
  }

  private String render(String template) {
    return pages.render(
        template, Map.of("view", new WorkersView(workforce.members(), Versions.own())));
  }
}
