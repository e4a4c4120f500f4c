package dev.lorsbench.dashboard.access;

import dev.lorsbench.files.Printable;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.HandlerType;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Keeps other sites' pages in the user's own browser out, whatever address the dashboard listens
 * on: only names on a list are served, so that a foreign name that was made to resolve to this
 * machine (DNS rebinding) is not, and what changes something comes from a page of such a name.
 */
public final class Guard {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  /** What makes a browser refuse what these pages never do; every answer has them. */
  public static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy", POLICY,
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "Referrer-Policy", "same-origin",
          "Cross-Origin-Opener-Policy", "same-origin",
          "Cross-Origin-Resource-Policy", "same-origin");

  private static final Set<HandlerType> SAFE =
      Set.of(HandlerType.GET, HandlerType.HEAD, HandlerType.OPTIONS);
  private static final Pattern ORIGIN = Pattern.compile("https?://(.+)");

  private final Names names;

  /** Serves those names. */
  public Guard(Names names) {
    this.names = names;
  }

  /** Gives the answer its headers. */
  public void headers(Context ctx) {
    HEADERS.forEach(ctx::header);
  }

  /** Refuses what was asked of another name. */
  public void host(Context ctx) {
    if (!names.serves(ctx.host())) {
      throw new ForbiddenResponse(
          "this dashboard does not answer to the name "
              + Printable.quote(ctx.host() == null ? "" : Names.name(ctx.host()))
              + "; start it with --allow-host NAME or LORS_ALLOW_HOSTS if the name is yours");
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
    if (foreign || origin != null && !isOwn(origin, ctx.host())) {
      throw new ForbiddenResponse("a page of another site may not change anything here");
    }
  }

  /** Name and port must both be the ones asked: another port may be another account's server. */
  private boolean isOwn(String origin, String host) {
    var parts = ORIGIN.matcher(origin.toLowerCase(Locale.ROOT));
    return parts.matches()
        && names.serves(parts.group(1))
        && parts.group(1).equals(host.toLowerCase(Locale.ROOT));
  }
}
