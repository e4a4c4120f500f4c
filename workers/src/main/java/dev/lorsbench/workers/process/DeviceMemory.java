package dev.lorsbench.workers.process;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How much memory a slot's device has. */
final class DeviceMemory {
  private static final double MIB = 1 << 20;

  private DeviceMemory() {}

  /** Of the machine or container for a CPU, of the card for a GPU; NaN where it cannot be told. */
  static double mib(String device) {
    if (device.startsWith("cuda")) {
      return ofCard(device);
    }
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getTotalMemorySize() / MIB
        : Double.NaN;
  }

  private static double ofCard(String device) {
    int card =
        device.contains(":") ? Integer.parseInt(device.substring(device.indexOf(':') + 1)) : 0;
    try {
      return CudaUtils.getGpuMemory(Device.gpu(card)).getMax() / MIB;
    } catch (RuntimeException | LinkageError noDriver) {
      return Double.NaN;
    }
  }
}
