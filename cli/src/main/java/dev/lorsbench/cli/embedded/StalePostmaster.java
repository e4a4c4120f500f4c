package dev.lorsbench.cli.embedded;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.files.Printable;
import dev.lorsbench.files.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Clears what a killed lorsbench left of its PostgreSQL server, without harm to the data. */
final class StalePostmaster {
  /** PostgreSQL writes eight short lines. */
  private static final int LARGEST = 1 << 16;

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
    long pid = pid(file);
    ProcessHandle left = ProcessHandle.of(pid).orElse(null);
    if (left == null) {
      return;
    }
    if (GuardedProcess.runs(left, "postgres")) {
      stop(left, cluster);
    } else {
      Files.deleteIfExists(file);
    }
  }

  /**
   * The number in the first line. Which server wrote a damaged file cannot be told, so it is left
   * to the user.
   */
  private static long pid(Path file) throws IOException {
    List<String> lines;
    try {
      lines = TextFile.lines(file, LARGEST);
    } catch (IOException e) {
      throw new CliException(advice(e.getMessage()), e);
    }
    String first = lines.isEmpty() ? "" : lines.get(0).strip();
    if (!first.matches("[1-9][0-9]{0,9}")) {
      throw new CliException(
          advice(
              "%s: its first line must be a process's number, not \"%s\""
                  .formatted(file, Printable.quote(first))));
    }
    return Long.parseLong(first);
  }

  private static String advice(String what) {
    return what + "; if no PostgreSQL runs on this data directory, delete the file";
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
