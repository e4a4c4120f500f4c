package dev.lorsbench.cli.embedded;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.dashboard.DashboardOptions;

/**
 * What to start.
 *
 * @param dashboard where the dashboard listens and whom it serves
 * @param workers worker processes on this machine, 0 to 64
 * @param temporalProgram whether Temporal is the program of the PATH, which every account of this
 *     machine can reach, rather than the server in this process
 */
public record EmbeddedOptions(DashboardOptions dashboard, int workers, boolean temporalProgram) {
  public EmbeddedOptions {
    if (workers < 0 || workers > 64) {
      throw CliException.usage("--workers is " + workers + "; allowed is 0 to 64");
    }
  }
}
