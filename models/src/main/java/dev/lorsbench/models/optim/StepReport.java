package dev.lorsbench.models.optim;

import ai.djl.ndarray.NDArray;
import dev.lorsbench.models.torch.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What one training step says, on the device until somebody reads it: reading waits for the device,
 * so a run that goes fast reads several at once. Owns its tensor: closing frees it.
 */
public final class StepReport implements AutoCloseable {
  private final NDArray numbers;
  private final Function<float[], Map<String, Float>> names;

  /**
   * A step's numbers, which outlive the scope that made them.
   *
   * @param numbers [2 + P]: loss, the gradient's 2-norm before clipping, the loss's P parts
   * @param names of the parts
   */
  StepReport(NDArray numbers, Function<float[], Map<String, Float>> names) {
    numbers.detach();
    this.numbers = numbers;
    this.names = names;
  }

  /**
   * Copies the numbers to the host and closes this.
   *
   * @throws DivergedException where the loss or the gradient is not finite; the weights are then as
   *     they were before the step (batch norms' running statistics aside)
   */
  public StepResult read() {
    try (this) {
      return readAll(List.of(this)).get(0).requireFinite();
    }
  }

  /**
   * Copies what several steps of one model say to the host, all in one copy.
   *
   * @param reports at least one; they stay open
   * @return the results in the order of the reports, finite or not
   */
  public static List<StepResult> readAll(List<StepReport> reports) {
    StepReport first = reports.get(0);
    int length = Math.toIntExact(first.numbers.size());
    List<StepResult> results = new ArrayList<>();
    try (Scope scope = Scope.inference(first.numbers.getDevice())) {
      List<NDArray> tensors = reports.stream().map(report -> report.numbers).toList();
      float[] all = scope.read(scope.tensor("stacked", tensors));
      for (int at = 0; at < all.length; at += length) {
        float[] parts = Arrays.copyOfRange(all, at + 2, at + length);
        results.add(new StepResult(all[at], all[at + 1], first.names.apply(parts)));
      }
    }
    return results;
  }

  @Override
  public void close() {
    numbers.close();
  }
}
