package dev.lorsbench.models.torch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Locale;

/** The PyTorch engine of this process: its threads and its devices. */
public final class Torch {
  static {
    // The engine would otherwise report its start over the network.
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.pytorch.graph_optimizer", "false");
  }

  private Torch() {}

  /** Sets the native threads that one operation may use; 0 leaves it as it is. */
  public static void threads(int threads) {
    engine();
    if (threads > 0) {
      JniUtils.setNumThreads(threads);
    }
  }

  /**
   * Returns when no operation runs any more; one that begins later, in any thread, never does. For
   * a process that ends.
   */
  public static void shut() {
    Gate.shut();
  }

  /** The native threads that one operation may use. */
  public static int threads() {
    engine();
    return JniUtils.getNumThreads();
  }

  /**
   * A device by name: {@code cpu}, {@code cuda}, {@code cuda:1}, or {@code auto} for the first CUDA
   * device where there is one.
   *
   * @throws IllegalArgumentException naming what this machine has
   */
  public static Device device(String name) {
    String wanted = name.toLowerCase(Locale.ROOT);
    int gpus = engine().getGpuCount();
    if (wanted.equals("cpu") || (wanted.equals("auto") && gpus == 0)) {
      return Device.cpu();
    }
    int index = wanted.startsWith("cuda:") ? Integer.parseInt(wanted.substring(5)) : 0;
    boolean known = wanted.equals("auto") || wanted.equals("cuda") || wanted.startsWith("cuda:");
    if (!known || index >= gpus) {
      throw new IllegalArgumentException(
          "device '" + name + "' is not here; there are: cpu and " + gpus + " cuda devices");
    }
    return Device.gpu(index);
  }

  /** The engine's name and version, for the record of a run. */
  public static String version() {
    return engine().getEngineName() + " " + engine().getVersion();
  }

  /** Nanoseconds that this process's threads have spent inside operations, all together. */
  public static long operatorNanos() {
    return Operators.nanos();
  }

  /** How often steps of this process have copied a tensor to the host. */
  public static long hostReads() {
    return Operators.hostReads();
  }

  /** A manager of tensors that live until it is closed. */
  public static NDManager newManager(Device device) {
    return engine().newBaseManager(device);
  }

  static Engine engine() {
    return Engine.getEngine("PyTorch");
  }
}
