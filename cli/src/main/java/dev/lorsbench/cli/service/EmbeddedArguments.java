package dev.lorsbench.cli.service;

import dev.lorsbench.cli.embedded.DataDirectory;
import dev.lorsbench.cli.embedded.EmbeddedOptions;
import java.nio.file.Path;
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

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Port of the dashboard; 0 takes a free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "Address that the dashboard listens on (default: ${DEFAULT-VALUE}).")
  private String host;

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

  /** With that many workers. */
  public EmbeddedOptions options(int workers) {
    return new EmbeddedOptions(host, port, workers, temporalProgram);
  }
}
