package dev.lorsbench.dashboard.access;

import dev.lorsbench.experiment.ConfigException;
import dev.lorsbench.files.Printable;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The names that a dashboard answers to: those of loopback, its own address and those allowed. */
public final class Names {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Pattern ALLOWED =
      Pattern.compile("[a-z0-9]([a-z0-9._-]{0,251}[a-z0-9])?|\\[[0-9a-f:.]+]");
  private static final Pattern PORT = Pattern.compile(":\\d*$");

  private final Set<String> names = new TreeSet<>(LOOPBACK);

  /**
   * The names of a server.
   *
   * @param bound the address that it listens on
   * @param allowed further names, without scheme or port
   * @throws ConfigException naming what is no host name
   */
  public Names(String bound, Collection<String> allowed) {
    names.add(bracketed(bound.toLowerCase(Locale.ROOT)));
    for (String name : allowed) {
      String given = bracketed(name.strip().toLowerCase(Locale.ROOT));
      if (!ALLOWED.matcher(given).matches()) {
        throw new ConfigException(
            "--allow-host is "
                + Printable.quote(name)
                + "; allowed is a host's name or address alone, as lors.example.com or 192.0.2.7");
      }
      names.add(given);
    }
  }

  /** Whether a {@code Host} header, or what follows an origin's scheme, names this server. */
  boolean serves(String host) {
    return host != null && names.contains(name(host));
  }

  /** A {@code Host} header without its port. */
  static String name(String host) {
    return PORT.matcher(host).replaceFirst("").toLowerCase(Locale.ROOT);
  }

  private static String bracketed(String name) {
    return name.indexOf(':') >= 0 && !name.startsWith("[") ? "[" + name + "]" : name;
  }
}
