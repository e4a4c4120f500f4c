package dev.lorsbench.dashboard.http;

import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.HandlerType;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;

/**
 * Stands before every handler. There is no login: the dashboard listens on loopback unless told
 * otherwise, so what must be kept out is other sites' pages in the user's own browser.
 */
public final class Guard {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
  private static final Set<HandlerType> SAFE =
      Set.of(HandlerType.GET, HandlerType.HEAD, HandlerType.OPTIONS);
  private static final Set<String> LOOPBACK_NAMES =
      Set.of("localhost", "127.0.0.1", "[::1]", "::1");

  private final boolean loopback;
  private final String boundTo;

  /** Guards a server that listens on that host. */
  public Guard(String host) {
    this.boundTo = host.toLowerCase(Locale.ROOT);
    this.loopback = isLoopback(host);
  }

  /** Headers that make a browser refuse what these pages never do. */
  public void headers(Context ctx) {
    ctx.header("Content-Security-Policy", POLICY);
    ctx.header("X-Content-Type-Options", "nosniff");
    ctx.header("X-Frame-Options", "DENY");
    ctx.header("Referrer-Policy", "same-origin");
    ctx.header("Cross-Origin-Opener-Policy", "same-origin");
    ctx.header("Cross-Origin-Resource-Policy", "same-origin");
  }

  /**
   * On loopback only loopback's names are served: a foreign name that was made to resolve to this
   * machine (DNS rebinding) is not.
   */
  public void host(Context ctx) {
    String name = name(ctx.host());
    if (loopback && !LOOPBACK_NAMES.contains(name) && !name.equals(boundTo)) {
      throw new ForbiddenResponse("this dashboard answers to localhost only");
    }
  }

  /** What changes something must come from a page of this server, or from no page at all. */
  public void sameOrigin(Context ctx) {
    if (SAFE.contains(ctx.method())) {
      return;
    }
    String site = ctx.header("Sec-Fetch-Site");
    boolean foreign = site != null && !site.equals("same-origin") && !site.equals("none");
    String origin = ctx.header("Origin");
    if (foreign || origin != null && !origin.replaceFirst("^https?://", "").equals(ctx.host())) {
      throw new ForbiddenResponse("a page of another site may not change anything here");
    }
  }

  private static String name(String host) {
    return host == null ? "" : host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
