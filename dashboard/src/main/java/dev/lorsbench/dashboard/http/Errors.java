package dev.lorsbench.dashboard.http;

import dev.lorsbench.dashboard.page.Pages;
import dev.lorsbench.db.DatabaseException;
import dev.lorsbench.experiment.ConfigException;
import dev.lorsbench.orchestrator.OrchestratorException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.ExceptionHandler;
import io.javalin.http.HttpResponseException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line a user can act on: JSON for programs, a page for people. The trace goes to the log. */
public final class Errors {
  private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

  private final Pages pages;

  /** Renders with the pages' templates. */
  public Errors(Pages pages) {
    this.pages = pages;
  }

  /** Maps exceptions, those of unmatched routes among them, to answers. */
  public void install(RoutesConfig routes) {
    on(routes, HttpResponseException.class, (e, ctx) -> say(ctx, e.getStatus(), line(e)));
    on(routes, ConfigException.class, (e, ctx) -> say(ctx, 400, line(e)));
    on(routes, OrchestratorException.class, (e, ctx) -> say(ctx, 409, line(e)));
    on(routes, DatabaseException.class, this::withoutLedger);
    on(routes, Exception.class, this::unexpected);
  }

  /**
   * Maps one class. The handler itself never throws: Javalin hands what a handler throws to the
   * same handler again, without end, and a request whose reader has gone throws whatever is asked
   * of it.
   */
  private static <E extends Exception> void on(
      RoutesConfig routes, Class<E> type, ExceptionHandler<E> answer) {
    routes.exception(
        type,
        (e, ctx) -> {
          try {
            answer.handle(e, ctx);
          } catch (RuntimeException gone) {
            LOG.debug("nobody is left to hear of {}: {}", e.toString(), gone.toString());
          }
        });
  }

  private void withoutLedger(DatabaseException e, Context ctx) {
    LOG.warn("{} {}: {}", ctx.method(), ctx.path(), e.getMessage());
    say(ctx, 503, "the ledger does not answer; try again in a moment");
  }

  private void unexpected(Exception e, Context ctx) {
    LOG.error("{} {} failed", ctx.method(), ctx.path(), e);
    say(ctx, 500, "the dashboard failed to answer; its log says why");
  }

  private void say(Context ctx, int status, String message) {
    ctx.status(status);
    if (ctx.path().startsWith("/api/")) {
      Answers.json(ctx, Map.of("error", message));
    } else {
      ctx.html(pages.render("error", Map.of("status", status, "message", message)));
    }
  }

  private static String line(Exception e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return message.lines().findFirst().orElse(message);
  }
}
