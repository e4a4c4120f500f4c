package dev.lorsbench.cli.doctor;

import com.sun.management.OperatingSystemMXBean;
import dev.lorsbench.cli.embedded.Ports;
import dev.lorsbench.cli.embedded.Temporal;
import dev.lorsbench.experiment.Innermost;
import dev.lorsbench.models.torch.Torch;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What this machine brings: Java, memory, disk, ports, PyTorch's natives and devices. */
final class MachineChecks {
  private static final double GIB = 1 << 30;
  private static final double LITTLE_MEMORY_GIB = 4;
  private static final double LITTLE_DISK_GIB = 5;
  private static final double NO_DISK_GIB = 0.5;

  private static final Path NVIDIA = Path.of("/proc/driver/nvidia/version");

  private final Path folder;
  private final Optional<String> device;

  /**
   * Checks this machine.
   *
   * @param folder whose disk is looked at; need not be there
   * @param device what workers of this machine are to train on, where that is said
   */
  MachineChecks(Path folder, Optional<String> device) {
    this.folder = folder.toAbsolutePath().normalize();
    this.device = device;
  }

  List<Finding> run() {
    List<Finding> findings = new ArrayList<>(List.of(java(), memory(), disk(), ports()));
    Finding natives = natives();
    findings.add(natives);
    if (natives.verdict() == Finding.Verdict.OK) {
      findings.add(device());
    }
    return findings;
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
    if (!Files.isDirectory(there)) {
      return Finding.problem("disk", there + " is no folder", "choose another --data-dir");
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
      return Finding.ok("pytorch", Torch.version() + " loads");
    } catch (RuntimeException | LinkageError e) {
      return Finding.problem(
          "pytorch",
          "the natives do not load: " + reason(e),
          "they are unpacked below ~/.djl.ai, or DJL_CACHE_DIR where that is set: it must be a folder that can be written;"
              + " supported are Linux (x86-64, aarch64; glibc), macOS (arm64) and Windows (x86-64)");
    }
  }

  /** What the engine says, and beside it what lies behind: most often the path and the matter. */
  private static String reason(Throwable e) {
    Throwable inner = Innermost.of(e);
    String said = Innermost.line(inner, "no reason given");
    return inner == e
        ? said
        : e.getMessage() + ": " + inner.getClass().getSimpleName() + ": " + said;
  }

  private Finding device() {
    try {
      boolean gpu = Torch.device(device.orElse("auto")).isGpu();
      String found = gpu ? "a CUDA device is used" : "the processors are used";
      if (device.isEmpty() && !gpu && Files.exists(NVIDIA)) {
        return Finding.warning(
            "device",
            "an NVIDIA driver is here, and these natives see no card",
            "run `lors natives fetch`; docs/gpu.md says more");
      }
      return Finding.ok("device", found);
    } catch (IllegalArgumentException e) {
      return Finding.problem(
          "device",
          "LORS_DEVICE is " + device.orElse("") + ": " + e.getMessage(),
          "set it to cpu or auto, or bring the NVIDIA driver and run `lors natives fetch`");
    }
  }

  /** Whether the program of a durable Temporal server is on the PATH. */
  static Finding temporalProgram() {
    return Temporal.installed()
        .map(program -> Finding.ok("temporal", program + " will keep workflows on disk"))
        .orElse(Finding.ok("temporal", "no program on the PATH; the in-process server is used"));
  }
}
