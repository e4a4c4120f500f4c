package dev.lorsbench.dashboard.access;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import io.javalin.http.UnauthorizedResponse;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Asks everybody for the key, whether they read or steer. Open are what balancers ask, and the
 * scripts and styles, which are the same everywhere.
 */
public final class KeyGate {
  private static final String BEARER = "Bearer ";
  private static final int DAYS_30 = 30 * 24 * 60 * 60;

  private final Optional<AccessKey> key;

  /** With that key; empty lets everybody in. */
  public KeyGate(Optional<AccessKey> key) {
    this.key = key;
  }

  /** Lets the request pass, sends its browser on to the address without the key, or throws 401. */
  public void check(Context ctx) {
    String given = ctx.method() == HandlerType.GET ? ctx.queryParam(AccessKey.PARAMETER) : null;
    if (isOpen(ctx.path()) || key.isEmpty() && given == null) {
      return;
    }
    if (key.isEmpty()) {
      sendOn(ctx);
    } else if (given != null && key.get().opens(given)) {
      remember(ctx, key.get());
    } else if (!carries(ctx, key.get())) {
      ctx.header("WWW-Authenticate", "Bearer");
      throw new UnauthorizedResponse(
          "the dashboard's key is "
              + (given == null ? "missing" : "wrong")
              + ": open the address that `lors up`, `lors demo` or `lors dashboard` printed, which"
              + " carries it (`lors status` prints it again); programs send it as Authorization:"
              + " Bearer");
    }
  }

  private static boolean isOpen(String path) {
    return path.equals("/healthz") || path.startsWith("/static/") || path.startsWith("/webjars/");
  }

  private static boolean carries(Context ctx, AccessKey key) {
    String header = ctx.header("Authorization");
    if (header != null && header.startsWith(BEARER)) {
      return key.opens(header.substring(BEARER.length()).strip());
    }
    String kept = ctx.cookie(cookieName(ctx));
    return kept != null && key.opensAsCookie(kept);
  }

  private static void remember(Context ctx, AccessKey key) {
    ctx.header(
        "Set-Cookie",
        "%s=%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Strict"
            .formatted(cookieName(ctx), key.cookie(), DAYS_30));
    sendOn(ctx);
  }

  private static void sendOn(Context ctx) {
    ctx.header("Cache-Control", "no-store");
    ctx.redirect(withoutKey(ctx), HttpStatus.SEE_OTHER);
    ctx.skipRemainingHandlers();
  }

  /** Browsers send a host's cookies to each of its ports: the port tells dashboards apart. */
  private static String cookieName(Context ctx) {
    String host = ctx.host() == null ? "" : ctx.host();
    return "lorsbench" + host.replaceFirst("^.*?(?::(\\d+))?$", "$1");
  }

  /** Begins with one slash: two would name another host. */
  private static String withoutKey(Context ctx) {
    String path = ctx.req().getRequestURI().replaceFirst("^[/\\\\]*", "/");
    String query = ctx.queryString() == null ? "" : ctx.queryString();
    String rest =
        Arrays.stream(query.split("&"))
            .filter(pair -> !pair.startsWith(AccessKey.PARAMETER + "=") && !pair.isEmpty())
            .collect(Collectors.joining("&"));
    return rest.isEmpty() ? path : path + "?" + rest;
  }
}
