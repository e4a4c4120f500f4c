package dev.lorsbench.cli.whole;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A {@code lors} command as a process of its own, its output read as it comes. */
final class LorsProcess implements AutoCloseable {
  private final Process process;
  private final List<String> lines = new ArrayList<>();

  private LorsProcess(Process process) {
    this.process = process;
    Thread reader = new Thread(this::read, "output-of-" + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  static LorsProcess start(String... words) throws IOException {
    return start(Map.of(), words);
  }

  /** With more in its environment than this process has. */
  static LorsProcess start(Map<String, String> environment, String... words) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(System.getProperty("java.home") + "/bin/java");
    // As the launcher starts what does not compute: most commands end before more compiling pays.
    line.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    line.addAll(List.of("-cp", System.getProperty("java.class.path")));
    line.add("dev.lorsbench.cli.Lors");
    line.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return new LorsProcess(builder.start());
  }

  private void read() {
    try (BufferedReader in = process.inputReader()) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        add(line);
      }
    } catch (IOException ended) {
      add("(its output ended: " + ended.getMessage() + ")");
    }
    add(null);
  }

  private synchronized void add(String line) {
    lines.add(line);
    notifyAll();
  }

  /** The first line that fits, which it may not have printed yet. */
  synchronized String line(Predicate<String> fits) throws InterruptedException {
    int next = 0;
    while (true) {
      for (; next < lines.size(); next++) {
        String line = lines.get(next);
        if (line == null) {
          throw new AssertionError("it ended before such a line; it printed " + lines);
        }
        if (fits.test(line)) {
          return line;
        }
      }
      wait();
    }
  }

  /** Everything it printed, once it has ended. */
  synchronized List<String> all() throws InterruptedException {
    while (lines.isEmpty() || lines.get(lines.size() - 1) != null) {
      wait();
    }
    return lines.subList(0, lines.size() - 1);
  }

  int code() throws InterruptedException {
    return process.waitFor();
  }

  void terminate() {
    process.destroy();
  }

  /** SIGKILL for it and everything that it started, at once. */
  void killAll() {
    List<ProcessHandle> tree =
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    tree.forEach(ProcessHandle::destroyForcibly);
    CompletableFuture.allOf(
            tree.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
        .join();
  }

  List<ProcessHandle> descendants() {
    return process.descendants().toList();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      killAll();
    }
  }
}
