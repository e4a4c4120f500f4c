package dev.lorsbench.dashboard.http;

import dev.lorsbench.experiment.Nearest;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The names that an address may carry in its query, or a page's form in its body. A name that
 * nobody reads would answer as if it had been heeded, so it is refused; so is one that is said
 * twice.
 */
public final class Keys {
  private Keys() {}

  /** A handler that is reached with those names alone, each said once. */
  public static Handler only(Handler handler, String... names) {
    return only(handler, Arrays.asList(names));
  }

  /** As the other. */
  public static Handler only(Handler handler, List<String> names) {
    return ctx -> {
      check(ctx.queryParamMap(), names);
      handler.handle(ctx);
    };
  }

  /** As {@link #only}, of a page's form as well as of the address. */
  public static Handler form(Handler handler, String... names) {
    List<String> known = Arrays.asList(names);
    return ctx -> {
      check(ctx.queryParamMap(), known);
      check(fields(ctx), known);
      handler.handle(ctx);
    };
  }

  private static Map<String, List<String>> fields(Context ctx) {
    Answers.field(ctx, ""); // whether the form can be read
    return ctx.isFormUrlencoded() ? ctx.formParamMap() : Map.of();
  }

  private static void check(Map<String, List<String>> given, List<String> known) {
    given.forEach(
        (name, values) -> {
          if (!known.contains(name)) {
            throw new BadRequestResponse(unknown(name, known));
          }
          if (values.size() > 1) {
            throw new BadRequestResponse(
                name + " is given " + values.size() + " times; say it once");
          }
        });
  }

  private static String unknown(String name, List<String> known) {
    return known.isEmpty()
        ? "unknown parameter " + Answers.shortened(name) + "; this address takes none"
        : Nearest.unknown("parameter", name, known);
  }
}
