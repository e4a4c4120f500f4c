package dev.lorsbench.dashboard;

import dev.lorsbench.dashboard.access.AccessKey;
import dev.lorsbench.dashboard.access.Limits;
import dev.lorsbench.experiment.ConfigException;
import java.util.List;
import java.util.Optional;

/**
 * How a dashboard listens and whom it serves.
 *
 * @param host address of this machine to listen on
 * @param port 0 takes a free one
 * @param allowed names that it answers to beside loopback's and {@code host}
 * @param key what everybody must show; empty lets in whoever reaches the port
 * @param limits on time, size and number
 */
public record DashboardOptions(
    String host, int port, List<String> allowed, Optional<AccessKey> key, Limits limits) {
  /** This machine alone. */
  public static final String LOOPBACK = "127.0.0.1";

  public DashboardOptions {
    if (port < 0 || port > 65_535) {
      throw new ConfigException("--port is " + port + "; allowed is 0 to 65535");
    }
    allowed = List.copyOf(allowed);
  }

  /** On loopback, at a free port, for whoever has the key. */
  public static DashboardOptions local(AccessKey key) {
    return new DashboardOptions(LOOPBACK, 0, List.of(), Optional.of(key), Limits.STANDARD);
  }
}
