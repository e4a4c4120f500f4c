package dev.lorsbench.models.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.lorsbench.experiment.ComputeConfig;
import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.transformer.VisionTransformer;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** One training step of a classifier: forward, cross-entropy, backward, clip, AdamW. */
public final class ClassifierTrainStep {
  private final VisionTransformer model;
  private final AdamW optimiser;
  private final ComputeConfig compute;
  private final int parts;

  /**
   * Steps that change {@code model} by {@code optimiser}; both stay the caller's.
   *
   * @param parts equal ones that a batch is taken in, one after another; the mean of their
   *     gradients is the batch's
   */
  public ClassifierTrainStep(
      VisionTransformer model, AdamW optimiser, ComputeConfig compute, int parts) {
    this.model = model;
    this.optimiser = optimiser;
    this.compute = compute;
    this.parts = parts;
  }

  /**
   * Runs one step.
   *
   * @param pixels direct buffer of float32 [B, 3, size, size] in native order, normalised
   * @param labels of each image, class indices from 0
   * @return with the part {@code batch_top1}, the share of the batch that was right before the
   *     step; a gradient that is not finite leaves the weights as they were
   */
  public StepReport run(ByteBuffer pixels, long[] labels, double rate) {
    return parts == 1 ? whole(pixels, labels, rate) : inParts(pixels, labels, rate);
  }

  private StepReport whole(ByteBuffer pixels, long[] labels, double rate) {
    try (Scope scope = scope()) {
      NDList out = loss(scope, pixels, labels);
      NDArray norm = optimiser.step(scope, out.get(0), rate);
      return report(scope.tensor("report", out.get(0), norm, out.get(1)));
    }
  }

  private StepReport inParts(ByteBuffer pixels, long[] labels, double rate) {
    int images = labels.length / parts;
    int bytes = 4 * 3 * model.size() * model.size() * images;
    try (Scope scope = scope()) {
      NDArray sum = scope.floats(new float[3], 3);
      for (int part = 0; part < parts; part++) {
        ByteBuffer own = pixels.slice(part * bytes, bytes).order(pixels.order());
        add(own, Arrays.copyOfRange(labels, part * images, (part + 1) * images), sum);
      }
      return report(scope.tensor("with_norm", sum, optimiser.stepAccumulated(scope, rate)));
    } catch (RuntimeException e) {
      try (Scope scope = scope()) {
        optimiser.forget(scope);
      }
      throw e;
    }
  }

  /** Adds a part's share to the gradient and to what is reported. */
  private void add(ByteBuffer pixels, long[] labels, NDArray sum) {
    try (Scope scope = scope()) {
      NDList out = loss(scope, pixels, labels);
      NDList share = scope.tensors("scaled", out.get(0), out.get(1), 1.0 / parts);
      optimiser.accumulate(scope, share.get(0));
      NDArray report = scope.tensor("report", share.get(0), share.get(0), share.get(1));
      scope.update("accumulate", List.of(report), List.of(sum));
    }
  }

  private Scope scope() {
    return Scope.training(model.weights().device(), 0, compute);
  }

  private NDList loss(Scope scope, ByteBuffer pixels, long[] labels) {
    NDArray images = scope.floats(pixels, labels.length, 3, model.size(), model.size());
    NDArray scores = model.forward(scope, images);
    return scope.tensors("cross_entropy", scores, scope.longs(labels, labels.length));
  }

  /** Of loss, gradient norm and top-1. */
  private static StepReport report(NDArray numbers) {
    return new StepReport(numbers, parts -> Map.of("batch_top1", parts[0]));
  }
}
