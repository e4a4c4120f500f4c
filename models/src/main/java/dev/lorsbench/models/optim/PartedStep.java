package dev.lorsbench.models.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.lorsbench.models.Detector;
import dev.lorsbench.models.adamixer.StageOutput;
import dev.lorsbench.models.loss.SetLoss;
import dev.lorsbench.models.loss.StageLosses;
import dev.lorsbench.models.loss.Targets;
import dev.lorsbench.models.torch.Scope;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** A training step whose batch is taken in parts; gradients add up between them. */
record PartedStep(Detector detector, AdamW optimiser, int height, int width, long step, int parts) {
  StepResult run(ByteBuffer pixels, int[][] shapesHw, Targets targets, double rate) {
    int images = shapesHw.length / parts;
    int queries = detector.config().decoder().queries();
    double all = Math.max(1, targets.matches(queries));
    float[] sum = null;
    try {
      for (int from = 0; from < shapesHw.length; from += images) {
        Targets own = targets.part(from, from + images);
        int[][] shapes = Arrays.copyOfRange(shapesHw, from, from + images);
        double share = Math.max(1, own.matches(queries)) / all;
        sum = plus(sum, part(slice(pixels, from, images), shapes, own, share, from / images));
      }
      return step(sum, rate);
    } catch (RuntimeException e) {
      forget();
      throw e;
    }
  }

  private ByteBuffer slice(ByteBuffer pixels, int from, int images) {
    int bytes = 4 * 3 * height * width;
    return pixels.slice(from * bytes, images * bytes).order(pixels.order());
  }

  /** The part's share of the loss, then of its parts; its gradient is added to the others. */
  private float[] part(
      ByteBuffer pixels, int[][] shapesHw, Targets targets, double share, int part) {
    try (Scope scope = detector.training(step * parts + part)) {
      NDArray images = scope.floats(pixels, shapesHw.length, 3, height, width);
      List<StageOutput> stages = detector.forward(scope, images, shapesHw);
      StageLosses losses = SetLoss.of(scope, stages, shapesHw, targets);
      NDList scaled = scope.tensors("scaled", losses.total(), losses.parts(), share);
      optimiser.accumulate(scope, scaled.get(0));
      return scope.tensor("report", scaled.get(0), scaled.get(0), scaled.get(1)).toFloatArray();
    }
  }

  private static float[] plus(float[] sum, float[] more) {
    if (sum == null) {
      return more;
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] += more[i];
    }
    return sum;
  }

  private StepResult step(float[] sum, double rate) {
    try (Scope scope = detector.training()) {
      float norm = optimiser.stepAccumulated(scope, rate).toFloatArray()[0];
      float[] parts = Arrays.copyOfRange(sum, 2, sum.length);
      StepResult result = new StepResult(sum[0], norm, StageLosses.named(parts));
      if (!Float.isFinite(result.loss()) || !Float.isFinite(norm)) {
        throw new DivergedException(result);
      }
      return result;
    }
  }

  private void forget() {
    try (Scope scope = detector.inference()) {
      optimiser.forget(scope);
    }
  }
}
