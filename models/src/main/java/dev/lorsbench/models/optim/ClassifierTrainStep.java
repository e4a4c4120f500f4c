package dev.lorsbench.models.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.transformer.VisionTransformer;
import java.nio.ByteBuffer;
import java.util.Map;

/** One training step of a classifier: forward, cross-entropy, backward, clip, AdamW. */
public final class ClassifierTrainStep {
  private final VisionTransformer model;
  private final AdamW optimiser;

  /** Steps that change {@code model} by {@code optimiser}; both stay the caller's. */
  public ClassifierTrainStep(VisionTransformer model, AdamW optimiser) {
    this.model = model;
    this.optimiser = optimiser;
  }

  /**
   * Runs one step.
   *
   * @param pixels direct buffer of float32 [B, 3, size, size] in native order, normalised
   * @param labels of each image, class indices from 0
   * @return with the part {@code batch_top1}, the share of the batch that was right before the step
   * @throws DivergedException where the loss or the gradient is not finite; the weights are then as
   *     they were
   */
  public StepResult run(ByteBuffer pixels, long[] labels, double rate) {
    try (Scope scope = Scope.training(model.weights().device())) {
      NDArray images = scope.floats(pixels, labels.length, 3, model.size(), model.size());
      NDArray scores = model.forward(scope, images);
      NDList out = scope.tensors("cross_entropy", scores, scope.longs(labels, labels.length));
      NDArray norm = optimiser.step(scope, out.get(0), rate);
      float[] numbers = scope.tensor("report", out.get(0), norm, out.get(1)).toFloatArray();
      StepResult result = new StepResult(numbers[0], numbers[1], Map.of("batch_top1", numbers[2]));
      if (!Float.isFinite(result.loss()) || !Float.isFinite(result.gradientNorm())) {
        throw new DivergedException(result);
      }
      return result;
    }
  }
}
