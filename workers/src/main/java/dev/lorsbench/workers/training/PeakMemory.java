package dev.lorsbench.workers.training;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** The process's largest resident memory since the last reset, Java and native together. */
public final class PeakMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path CLEAR = Path.of("/proc/self/clear_refs");

  private PeakMemory() {}

  /** Begins anew, so that a trial is not charged for the one before it; Linux alone can. */
  static void reset() {
    try {
      Files.writeString(CLEAR, "5");
    } catch (IOException notAllowedHere) {
      return;
    }
  }

  /** MiB; where the system does not tell, what the process has committed, or -1. */
  public static double mib() {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith("VmHWM:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
        }
      }
    } catch (IOException notLinux) {
      return committed();
    }
    return committed();
  }

  private static double committed() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getCommittedVirtualMemorySize() / (double) (1 << 20)
        : -1;
  }
}
