package dev.lorsbench.cli.embedded;

import dev.lorsbench.cli.CliException;

/**
 * What to start.
 *
 * @param host address that the dashboard listens on
 * @param port of the dashboard; 0 takes a free one
 * @param workers worker processes on this machine, 0 to 64
 * @param temporalProgram whether Temporal is the program of the PATH, which every account of this
 *     machine can reach, rather than the server in this process
 */
public record EmbeddedOptions(String host, int port, int workers, boolean temporalProgram) {
  public EmbeddedOptions {
    if (port < 0 || port > 65_535) {
      throw CliException.usage("--port is " + port + "; allowed is 0 to 65535");
    }
    if (workers < 0 || workers > 64) {
      throw CliException.usage("--workers is " + workers + "; allowed is 0 to 64");
    }
  }

  /** Loopback, a free port, one worker. */
  public static EmbeddedOptions standard() {
    return new EmbeddedOptions("127.0.0.1", 0, 1, false);
  }
}
