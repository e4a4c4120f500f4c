package dev.lorsbench.cli.chaos;

import dev.lorsbench.cli.embedded.Ports;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A PostgreSQL whose process can be broken like any other's and starts again on the same files and
 * port.
 *
 * @param port that it listens on
 * @param command its own program's command line
 */
record Ledger(int port, List<String> command) {
  /** Who may do anything, without a password. */
  static final String USER = "postgres";

  /** Makes its files. */
  static Ledger create(Path data) throws IOException {
    try (EmbeddedPostgres first =
        EmbeddedPostgres.builder()
            .setPort(Ports.free())
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .start()) {
      long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
      String program = ProcessHandle.of(pid).orElseThrow().info().command().orElseThrow();
      return new Ledger(first.getPort(), line(program, data, first.getPort()));
    }
  }

  private static List<String> line(String program, Path data, int port) {
    List<String> words = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      words.addAll(List.of("unshare", "-U")); // PostgreSQL refuses to run as root
    }
    words.addAll(List.of(program, "-D", data.toString(), "-p", Integer.toString(port)));
    for (String setting :
        List.of("listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=100")) {
      words.addAll(List.of("-c", setting));
    }
    return words;
  }

  /** The process. SIGINT is PostgreSQL's fast shutdown; SIGTERM would wait for its clients. */
  Service service(Map<String, String> environment, Path log) {
    return new Service(command, environment, "INT", log);
  }
}
