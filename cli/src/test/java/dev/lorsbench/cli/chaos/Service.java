package dev.lorsbench.cli.chaos;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process that whoever runs the platform would start again: a container, a unit, a pod. */
final class Service implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 90;

  private final List<String> command;
  private final Map<String, String> environment;
  private final String stopSignal;
  private final File log;
  private Process process;

  /**
   * A process that does not run yet.
   *
   * @param stopSignal that asks it to end in order, such as {@code TERM}
   */
  Service(List<String> command, Map<String, String> environment, String stopSignal, Path log) {
    this.command = List.copyOf(command);
    this.environment = Map.copyOf(environment);
    this.stopSignal = stopSignal;
    this.log = log.toFile();
  }

  /** A {@code lors} command. */
  static Service lors(Map<String, String> environment, Path log, List<String> words) {
    List<String> line = new ArrayList<>();
    line.add(System.getProperty("java.home") + "/bin/java");
    line.addAll(List.of("-XX:+UseSerialGC", "-Xmx512m", "-XX:TieredStopAtLevel=1"));
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.lorsbench.cli.Lors"));
    line.addAll(words);
    return new Service(line, environment, "TERM", log);
  }

  /** Starts it where it does not run. */
  void keep() {
    if (process != null && process.isAlive()) {
      return;
    }
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
    builder.environment().putAll(environment);
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new IllegalStateException("cannot start " + command.get(0), e);
    }
  }

  /** SIGKILL for it alone; what it started must notice by itself. */
  void kill() {
    process.destroyForcibly();
  }

  /** It and everything that it started. */
  List<ProcessHandle> tree() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
  }

  /** What it started. */
  List<ProcessHandle> children() {
    return process.descendants().toList();
  }

  /** Asks it to end in order, and at last kills it and what it started. */
  @Override
  public void close() throws IOException, InterruptedException {
    if (process == null) {
      return;
    }
    List<ProcessHandle> tree = tree();
    signal(process.toHandle(), stopSignal);
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      tree.forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
  }

  /** Sends a signal by its name. */
  static void signal(ProcessHandle process, String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
