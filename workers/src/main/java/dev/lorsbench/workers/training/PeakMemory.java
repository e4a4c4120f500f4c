package dev.lorsbench.workers.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The resident memory of this process, Java and native together, as Linux counts it. Its largest
 * value is a process's whole history: what one trial took is {@link TrialMemory}'s to say.
 */
public final class PeakMemory {
  private static final Path STATUS = Path.of("/proc/self/status");

  private PeakMemory() {}

  /** The largest so far, MiB; NaN where the system does not tell. */
  public static double mib() {
    return field("VmHWM:");
  }

  /** What is resident now, MiB; NaN where the system does not tell. */
  static double residentMib() {
    return field("VmRSS:");
  }

  private static double field(String name) {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith(name)) {
          return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
        }
      }
    } catch (IOException notLinux) {
      return Double.NaN;
    }
    return Double.NaN;
  }
}
