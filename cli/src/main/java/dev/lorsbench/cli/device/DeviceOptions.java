package dev.lorsbench.cli.device;

import ai.djl.Device;
import dev.lorsbench.cli.CliException;
import dev.lorsbench.models.torch.Torch;
import picocli.CommandLine.Option;

/** {@code --threads} and {@code --device}. */
public final class DeviceOptions {
  private static final int MOST_THREADS = 1024;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Native threads; all cores if not given. A training that goes on keeps its own.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--device",
      paramLabel = "NAME",
      description = "cpu, cuda, cuda:1 or auto; ${DEFAULT-VALUE} if not given.")
  private String device = "cpu";

  /**
   * How many native threads were asked for.
   *
   * @throws CliException where that is no possible number
   */
  public int threads() {
    if (threads < 1 || threads > MOST_THREADS) {
      throw CliException.usage("--threads is " + threads + "; allowed is 1 to " + MOST_THREADS);
    }
    return threads;
  }

  /** The device's name as it was given. */
  public String name() {
    return device;
  }

  /**
   * The device, with the threads set.
   *
   * @throws CliException where it is not here
   */
  public Device prepared() {
    Torch.threads(threads());
    try {
      return Torch.device(device);
    } catch (IllegalArgumentException noSuchDevice) {
      throw CliException.usage(noSuchDevice.getMessage());
    }
  }
}
