package dev.lorsbench.cli.service;

import dev.lorsbench.cli.embedded.DataDirectory;
import dev.lorsbench.cli.embedded.EmbeddedOptions;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of commands that start all services on this machine. */
public final class EmbeddedArguments {
  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description =
          "Where everything is kept; two directories run side by side (default: LORS_DATA_DIR, else"
              + " ~/.lorsbench).")
  private Path dataDir;

  @Mixin private DashboardArguments dashboard;

  @Option(
      names = "--temporal-program",
      description =
          "Runs the `temporal` program of the PATH in place of the server in this process. It heeds"
              + " priorities and keeps workflows over a restart, and has no login: every account of"
              + " this machine can reach it.")
  private boolean temporalProgram;

  /** The data directory, not yet taken. */
  public Path folder() {
    return dataDir == null ? DataDirectory.standard() : dataDir;
  }

  /** With that many workers; the data directory is this process's by now. */
  public EmbeddedOptions options(int workers) {
    return new EmbeddedOptions(dashboard.options(folder()), workers, temporalProgram);
  }
}
