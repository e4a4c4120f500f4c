package dev.lorsbench.orchestrator.scale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Processor time since the start, by program: this JVM, and Temporal where it was started here.
 * PostgreSQL detaches itself and is in the whole machine's time alone.
 */
final class Shares {
  private final long began = System.nanoTime();
  private final Map<String, Duration> before = now();

  /** In words, with what all processors together had. */
  String text() {
    double seconds = (System.nanoTime() - began) / 1e9;
    int cores = Runtime.getRuntime().availableProcessors();
    StringBuilder text = new StringBuilder();
    now()
        .forEach(
            (program, time) -> {
              double used =
                  time.minus(before.getOrDefault(program, Duration.ZERO)).toMillis() / 1e3;
              text.append(
                  "%s %.1f s (%.0f %%), ".formatted(program, used, 100 * used / seconds / cores));
            });
    return text + "of %.1f s of %d cores".formatted(seconds * cores, cores);
  }

  private static Map<String, Duration> now() {
    Map<String, Duration> times = new TreeMap<>();
    ProcessHandle self = ProcessHandle.current();
    times.put("orchestrator, slots and test", cpu(self));
    self.descendants().forEach(p -> times.merge(name(p), cpu(p), Duration::plus));
    machine().ifPresent(busy -> times.put("whole machine", busy));
    return times;
  }

  private static Duration cpu(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static String name(ProcessHandle process) {
    return process.info().command().map(c -> Path.of(c).getFileName().toString()).orElse("gone");
  }

  /** All that ran, others' work too; in hundredths of a second after user, nice and system. */
  private static Optional<Duration> machine() {
    try (var lines = Files.lines(Path.of("/proc/stat"))) {
      String[] cpu = lines.findFirst().orElseThrow().trim().split("\\s+");
      long ticks = Long.parseLong(cpu[1]) + Long.parseLong(cpu[2]) + Long.parseLong(cpu[3]);
      return Optional.of(Duration.ofMillis(10 * ticks));
    } catch (IOException notLinux) {
      return Optional.empty();
    }
  }
}
