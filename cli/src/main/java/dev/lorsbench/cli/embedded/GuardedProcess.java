package dev.lorsbench.cli.embedded;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.files.TextFile;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A child process that does not outlive this one. A shell stands between: it reads a pipe that only
 * this process writes to, and when the pipe closes, however this process ended, it stops the child.
 * The child runs in a session of its own, so that Ctrl-C reaches this process alone, which then
 * stops its children in their order.
 */
final class GuardedProcess implements AutoCloseable {
  private static final String GUARD =
      """
      signal=$1 pidfile=$2; shift 2
      exec 3<&0
      "$@" 3<&- </dev/null &
      child=$!
      echo "$child" >"$pidfile"
      ( while read -r _ <&3; do :; done; kill -s "$signal" "$child" ) 2>/dev/null &
      watch=$!
      exec 3<&-
      wait "$child"
      code=$?
      kill "$watch" 2>/dev/null
      rm -f "$pidfile"
      exit $code
      """;

  private static final Pattern ERROR = Pattern.compile("(?i)^(?!panic:).*\\b(error|fatal)\\b");

  private static final int LONGEST_PID = 64;

  private final String name;
  private final Process process;
  private final Path log;

  private GuardedProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a command.
   *
   * @param name of the log and the pid file
   * @param signal that asks it to stop, such as {@code TERM}
   */
  static GuardedProcess start(
      DataDirectory data,
      String name,
      String signal,
      List<String> command,
      Map<String, String> environment) {
    List<String> line = new ArrayList<>(ownSession());
    line.addAll(List.of("/bin/sh", "-c", GUARD, "lors-" + name, signal));
    line.add(pidFile(data, name).toString());
    line.addAll(command);
    Path log = data.log(name);
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    try {
      return new GuardedProcess(name, builder.start(), log);
    } catch (IOException e) {
      throw new CliException("cannot start " + name + ": " + e.getMessage(), e);
    }
  }

  /**
   * Ends a child of that name which an earlier, killed process left on the data directory.
   *
   * @param executable file name of the child's program; a process of any other is left alone
   */
  static void reap(DataDirectory data, String name, String executable) {
    Path file = pidFile(data, name);
    readPid(file)
        .flatMap(ProcessHandle::of)
        .filter(left -> runs(left, executable))
        .ifPresent(GuardedProcess::end);
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new CliException("cannot delete " + file + ": " + e.getMessage(), e);
    }
  }

  static boolean runs(ProcessHandle handle, String executable) {
    return handle
        .info()
        .command()
        .map(path -> Path.of(path).getFileName().toString().equals(executable))
        .orElse(false);
  }

  static void end(ProcessHandle left) {
    left.destroy();
    try {
      left.onExit().get(15, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      left.destroyForcibly();
      left.onExit().join();
    }
  }

  private static Optional<Long> readPid(Path file) {
    try {
      return Optional.of(Long.valueOf(TextFile.read(file, LONGEST_PID).strip()));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Path pidFile(DataDirectory data, String name) {
    return data.resolve("run").resolve(name + ".pid");
  }

  private static List<String> ownSession() {
    for (String folder : List.of("/usr/bin/", "/bin/")) {
      if (new File(folder + "setsid").canExecute()) {
        return List.of(folder + "setsid");
      }
    }
    return List.of();
  }

  boolean alive() {
    return process.isAlive();
  }

  int waitFor() {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
      throw new CliException("interrupted while " + name + " ran", e);
    }
  }

  void waitForExit() throws InterruptedException {
    process.waitFor();
  }

  /** What it wrote last about an error, or else its last line, and where its log is. */
  String lastWords() {
    try (Stream<String> written = Files.lines(log)) {
      List<String> lines = written.filter(l -> !l.isBlank()).toList();
      return lastWords(lines) + " (log: " + log + ")";
    } catch (IOException | UncheckedIOException e) {
      return "its log " + log + " cannot be read";
    }
  }

  /** Frames of a Go stack trace follow the line that says what went wrong. */
  static String lastWords(List<String> lines) {
    return lines.stream()
        .filter(l -> ERROR.matcher(l).find())
        .reduce((earlier, later) -> later)
        .or(() -> lines.stream().reduce((earlier, later) -> later))
        .map(String::strip)
        .orElse("it wrote nothing");
  }

  /** Asks it to stop and waits; what does not stop within 20 s is killed. */
  @Override
  public void close() {
    List<ProcessHandle> tree = process.descendants().toList();
    try {
      process.getOutputStream().close();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        tree.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new CliException("cannot stop " + name + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      tree.forEach(ProcessHandle::destroyForcibly);
    }
  }
}
