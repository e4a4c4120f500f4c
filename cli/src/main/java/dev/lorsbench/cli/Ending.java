package dev.lorsbench.cli;

import dev.lorsbench.models.torch.Torch;
import java.util.Set;

/**
 * How a process that computes ends when a signal asks it to: between two native operations. The
 * library takes itself down as the process ends, and a thread that still computes in it would crash
 * it. Training and workers stop by ways of their own, which keep what they have.
 */
final class Ending {
  private static final Set<String> COMPUTE =
      Set.of(
          "bench", "compress", "convert", "eval", "export", "merge", "plan", "predict", "verify");

  private Ending() {}

  /** Prepares the end of the process that runs {@code command}. */
  static void prepare(String command) {
    if (COMPUTE.contains(command)) {
      Runtime.getRuntime().addShutdownHook(new Thread(Torch::shut, "operations-end"));
    }
  }
}
