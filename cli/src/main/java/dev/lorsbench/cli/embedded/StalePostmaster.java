package dev.lorsbench.cli.embedded;

import dev.lorsbench.cli.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Clears what a killed lorsbench left of its PostgreSQL server, without harm to the data. */
final class StalePostmaster {
  private StalePostmaster() {}

  /**
   * Stops a server that still runs on the cluster, and deletes a pid file whose number now belongs
   * to another program. A pid file of a dead process stays: PostgreSQL reads it to find shared
   * memory that is still attached.
   */
  static void clear(Path cluster) throws IOException {
    Path file = cluster.resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return;
    }
    List<String> lines = Files.readAllLines(file);
    if (lines.isEmpty()) {
      return;
    }
    ProcessHandle left = ProcessHandle.of(Long.parseLong(lines.get(0).strip())).orElse(null);
    if (left == null) {
      return;
    }
    if (GuardedProcess.runs(left, "postgres")) {
      stop(left, cluster);
    } else {
      Files.deleteIfExists(file);
    }
  }

  /** SIGINT is PostgreSQL's fast shutdown; Java's own destroy sends SIGTERM, which would wait. */
  private static void stop(ProcessHandle left, Path cluster) throws IOException {
    new ProcessBuilder("kill", "-INT", String.valueOf(left.pid())).start();
    try {
      left.onExit().get(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
      throw new CliException(
          "a PostgreSQL server (process " + left.pid() + ") still runs on " + cluster, e);
    }
  }
}
