package dev.lorsbench.dashboard.http;

import dev.lorsbench.dashboard.page.Pages;
import dev.lorsbench.db.BadValueException;
import dev.lorsbench.db.DatabaseException;
import dev.lorsbench.experiment.ConfigException;
import dev.lorsbench.orchestrator.OrchestratorException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.ExceptionHandler;
import io.javalin.http.Handler;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.util.Map;
import org.eclipse.jetty.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line a user can act on: JSON for programs, a page for people. The trace goes to the log. */
public final class Errors {
  private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

  private final Pages pages;

  /** An error as it is sent: its media type and its text. */
  public record Answer(String type, String body) {}

  /** What a handler threw that is no exception: too deep a recursion, memory that ran out. */
  private static final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Fault(Error cause) {
      super(cause);
    }
  }

  /** Renders with the pages' templates. */
  public Errors(Pages pages) {
    this.pages = pages;
  }

  /** Maps exceptions, those of unmatched routes among them, to answers. */
  public void install(RoutesConfig routes) {
    on(routes, HttpResponseException.class, (e, ctx) -> say(ctx, e.getStatus(), line(e)));
    on(routes, ConfigException.class, (e, ctx) -> say(ctx, 400, line(e)));
    on(routes, OrchestratorException.class, (e, ctx) -> say(ctx, 409, line(e)));
    on(routes, BadValueException.class, (e, ctx) -> say(ctx, 400, line(e)));
    on(routes, DatabaseException.class, this::ledger);
    // Jetty's own, of a body that turns out too large or broken while a handler reads it.
    on(routes, HttpException.RuntimeException.class, (e, ctx) -> refused(e.getCode(), ctx));
    on(routes, IOException.class, (e, ctx) -> refused(400, ctx));
    on(routes, Exception.class, this::unexpected);
  }

  /** A handler whose errors, not only its exceptions, come to {@link #install}'s answers. */
  public Handler guarded(Handler handler) {
    return ctx -> {
      try {
        handler.handle(ctx);
      } catch (Error e) {
        throw new Fault(e);
      }
    };
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

  /** Only what is away is an outage; what the ledger answers with an error is a fault of ours. */
  private void ledger(DatabaseException e, Context ctx) {
    if (!e.mayPass()) {
      unexpected(e, ctx);
      return;
    }
    LOG.warn("{} {}: {}", ctx.method(), ctx.path(), e.getMessage());
    say(ctx, 503, "the ledger does not answer; try again in a moment");
  }

  private void refused(int status, Context ctx) {
    LOG.debug("{} {}: {}", ctx.method(), ctx.path(), status);
    ctx.header("Connection", "close");
    say(ctx, status, Reasons.of(status));
  }

  private void unexpected(Exception e, Context ctx) {
    LOG.error("{} {} failed", ctx.method(), ctx.path(), e);
    say(ctx, 500, Reasons.of(500));
  }

  private void say(Context ctx, int status, String message) {
    Answer answer = answer(ctx.path(), status, message);
    ctx.status(status).contentType(answer.type()).header("Cache-Control", "no-store");
    ctx.result(answer.body());
  }

  /**
   * An error in the form of what was asked: JSON under {@code /api}, else a page.
   *
   * @param path null if it could not be read
   */
  public Answer answer(String path, int status, String message) {
    if (path != null && (path.equals("/api") || path.startsWith("/api/"))) {
      return new Answer("application/json", Answers.write(Map.of("error", message)));
    }
    Map<String, Object> values = Map.of("status", status, "message", message);
    return new Answer("text/html;charset=utf-8", pages.render("error", values));
  }

  private static String line(Exception e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return message.lines().findFirst().orElse(message);
  }
}
