package dev.lorsbench.workers.evaluation;

import ai.djl.ndarray.NDArray;
import dev.lorsbench.experiment.ComputeConfig;
import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.transformer.VisionTransformer;
import dev.lorsbench.workers.data.LabelledImages;
import java.nio.ByteBuffer;

/** Runs a classifier over a split and measures top-1: the share whose largest score is right. */
public final class ClassEvaluator {
  private final LabelledImages images;
  private final int batch;
  private final int size;
  private final ByteBuffer pixels;
  private final ComputeConfig compute;

  /** Evaluates on the split, so many images at a time, stretched to {@code size}. */
  public ClassEvaluator(LabelledImages images, int batch, int size, ComputeConfig compute) {
    this.compute = compute;
    this.images = images;
    this.batch = batch;
    this.size = size;
    this.pixels = LabelledImages.buffer(batch, size);
  }

  /**
   * The top-1 accuracy in [0, 1].
   *
   * @param beforeBatch runs before each batch; may throw to stop
   * @throws ArithmeticException where a score is not finite
   */
  public double top1(VisionTransformer model, Runnable beforeBatch) {
    int right = 0;
    for (int from = 0; from < images.size(); from += batch) {
      beforeBatch.run();
      right += right(model, from, Math.min(batch, images.size() - from));
    }
    return (double) right / images.size();
  }

  private int right(VisionTransformer model, int from, int count) {
    for (int i = 0; i < count; i++) {
      images.write(from + i, size, false, pixels, i);
    }
    try (Scope scope = Scope.inference(model.weights().device(), compute)) {
      ByteBuffer filled = pixels.slice(0, count * 4 * 3 * size * size).order(pixels.order());
      NDArray scores = model.forward(scope, scope.floats(filled, count, 3, size, size));
      long[] best = scope.tensor("best_class", scores).toLongArray();
      int right = 0;
      for (int i = 0; i < count; i++) {
        if (best[i] < 0) {
          throw new ArithmeticException("a class score is not finite");
        }
        right += best[i] == images.label(from + i) ? 1 : 0;
      }
      return right;
    }
  }
}
