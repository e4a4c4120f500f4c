package dev.lorsbench.workers.process;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a child JVM is started: the same Java, the same classpath.
 *
 * @param mainClass its entry
 * @param arguments of the entry
 * @param environment added to the parent's; where secrets go, since command lines are public
 * @param heapMib largest Java heap
 * @param wrapper a command that runs the rest of its command line, such as {@code taskset -c 0-1}
 */
public record ChildCommand(
    String mainClass,
    List<String> arguments,
    Map<String, String> environment,
    long heapMib,
    List<String> wrapper) {
  public ChildCommand {
    wrapper = List.copyOf(wrapper);
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }

  /** A child on any of the parent's processors. */
  public ChildCommand(
      String mainClass, List<String> arguments, Map<String, String> environment, long heapMib) {
    this(mainClass, arguments, environment, heapMib, List.of());
  }

  /** The process, not started yet; its output is appended to the log. */
  public ProcessBuilder builder(Path log) {
    List<String> words = new ArrayList<>(ownSession());
    words.addAll(wrapper);
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("-Xmx" + heapMib + "m");
    words.add("-XX:+UseSerialGC");
    words.add("-Djava.awt.headless=true");
    words.add("-D" + ParentWatch.SUPERVISED + "=true");
    words.add("-cp");
    words.add(System.getProperty("java.class.path"));
    words.add(mainClass);
    words.addAll(arguments);
    File file = log.toFile();
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(file));
    builder.environment().putAll(environment);
    return builder;
  }

  /** Ctrl-C in a terminal must reach the parent alone, which then ends its children in order. */
  private static List<String> ownSession() {
    String setsid = "/usr/bin/setsid";
    return new File(setsid).canExecute() ? List.of(setsid) : List.of();
  }
}
