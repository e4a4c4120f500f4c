package dev.lorsbench.cli.chaos;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A real Temporal server that starts again on the same file and port.
 *
 * @param port that it listens on
 * @param command its program's command line
 */
record TemporalServer(int port, List<String> command) {
  /** One that keeps what it knows in a folder. */
  static TemporalServer of(Path program, Path folder, int port) {
    return new TemporalServer(
        port,
        List.of(
            program.toString(),
            "server",
            "start-dev",
            "--headless",
            "--ip=127.0.0.1",
            "--port=" + port,
            "--db-filename=" + folder.resolve("temporal.db"),
            "--sqlite-pragma=journal_mode=WAL",
            "--sqlite-pragma=synchronous=NORMAL",
            "--dynamic-config-value=matching.useNewMatcher=true",
            "--log-level=error"));
  }

  /** The process. */
  Service service(Map<String, String> environment, Path log) {
    return new Service(command, environment, "TERM", log);
  }
}
