package dev.lorsbench.cli.doctor;

import com.sun.management.OperatingSystemMXBean;
import dev.lorsbench.cli.embedded.Ports;
import dev.lorsbench.cli.embedded.Temporal;
import dev.lorsbench.models.torch.Torch;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What this machine brings: Java, memory, disk, ports, PyTorch's natives and devices. */
final class MachineChecks {
  private static final double GIB = 1 << 30;
  private static final double LITTLE_MEMORY_GIB = 4;
  private static final double LITTLE_DISK_GIB = 5;
  private static final double NO_DISK_GIB = 0.5;

  private final Path folder;

  /** Checks the disk of that data directory, which need not be there. */
  MachineChecks(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  List<Finding> run() {
    return List.of(java(), memory(), disk(), ports(), natives());
  }

  private static Finding java() {
    Runtime.Version version = Runtime.version();
    String machine = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    return Finding.ok("java", version + ", " + machine);
  }

  private static Finding memory() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    double gib = system.getTotalMemorySize() / GIB;
    String found = "%.1f GiB, %d cores".formatted(gib, Runtime.getRuntime().availableProcessors());
    return gib < LITTLE_MEMORY_GIB
        ? Finding.warning("memory", found, "small models and batches only; 8 GiB are comfortable")
        : Finding.ok("memory", found);
  }

  /** Of the folder, or of the nearest one above it that is there. */
  private Finding disk() {
    Path there = folder;
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    if (!Files.isWritable(there)) {
      return Finding.problem(
          "disk", "no permission to write " + there, "choose another --data-dir");
    }
    try {
      double gib = Files.getFileStore(there).getUsableSpace() / GIB;
      String found = "%.1f GiB free for %s".formatted(gib, folder);
      String advice = "checkpoints need room: free some, or choose another --data-dir";
      if (gib < NO_DISK_GIB) {
        return Finding.problem("disk", found, advice);
      }
      return gib < LITTLE_DISK_GIB
          ? Finding.warning("disk", found, advice)
          : Finding.ok("disk", found);
    } catch (IOException e) {
      return Finding.problem("disk", "cannot read " + there + ": " + e.getMessage(), "mount it");
    }
  }

  private static Finding ports() {
    try {
      return Finding.ok("ports", "loopback ports can be opened, such as " + Ports.free());
    } catch (RuntimeException e) {
      return Finding.problem("ports", e.getMessage(), "allow listening on 127.0.0.1");
    }
  }

  private static Finding natives() {
    try {
      String device = Torch.device("auto").isGpu() ? "a CUDA device" : "CPU only";
      return Finding.ok("pytorch", Torch.version() + ", " + device);
    } catch (RuntimeException | LinkageError e) {
      return Finding.problem(
          "pytorch",
          "the natives do not load: " + e.getMessage(),
          "supported are Linux (x86-64, aarch64; glibc), macOS (arm64) and Windows (x86-64)");
    }
  }

  /** Whether the program of a durable Temporal server is on the PATH. */
  static Finding temporalProgram() {
    return Temporal.installed()
        .map(program -> Finding.ok("temporal", program + " will keep workflows on disk"))
        .orElse(Finding.ok("temporal", "no program on the PATH; the in-process server is used"));
  }
}
