package dev.lorsbench.models.parallel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.lorsbench.models.Detector;
import dev.lorsbench.models.loss.SetLoss;
import dev.lorsbench.models.loss.StageLosses;
import dev.lorsbench.models.loss.Targets;
import dev.lorsbench.models.optim.AdamW;
import dev.lorsbench.models.optim.StepResult;
import dev.lorsbench.models.torch.Scope;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One training step of a detector whose batch is shared out over processes, an equal share to each
 * in the order of ranks. Losses are divided by the matches of the whole batch, gradients and losses
 * summed over the processes: every process then takes the same step as one that had the whole
 * batch. Batch norms that follow the batch see a share at a time.
 */
public record SharedStep(Detector detector, AdamW optimiser, SharedSum sum) {
  /** Floats that are summed a step: the gradient, the loss and its parts. */
  public static int length(Detector detector, AdamW optimiser) {
    return optimiser.size() + 2 + 3 * detector.config().decoder().numStages();
  }

  /**
   * Runs one step; all processes are given the same batch, of which each looks at its share.
   *
   * @param pixels direct buffer of float32 [B, 3, height, width] in native order, normalised
   */
  public StepResult run(
      ByteBuffer pixels, int height, int width, int[][] shapesHw, Targets targets, double rate) {
    int images = shapesHw.length / sum.ranks();
    int from = images * sum.rank();
    Targets own = targets.part(from, from + images);
    int queries = detector.config().decoder().queries();
    double share =
        Math.max(1, own.matches(queries)) / (double) Math.max(1, targets.matches(queries));
    int bytes = 4 * 3 * height * width;
    ByteBuffer mine = pixels.slice(from * bytes, images * bytes).order(pixels.order());
    try (Scope scope = detector.training()) {
      NDArray input = scope.floats(mine, images, 3, height, width);
      int[][] shapes = Arrays.copyOfRange(shapesHw, from, from + images);
      StageLosses losses = SetLoss.of(scope, detector.forward(scope, input, shapes), shapes, own);
      NDList scaled = scope.tensors("scaled", losses.total(), losses.parts(), share);
      optimiser.accumulate(scope, scaled.get(0));
      float[] numbers =
          scope.read(scope.tensor("report", scaled.get(0), scaled.get(0), scaled.get(1)));
      sumOver(numbers);
      float norm = scope.read(optimiser.stepAccumulated(scope, rate))[0];
      float[] parts = Arrays.copyOfRange(numbers, 2, numbers.length);
      return new StepResult(numbers[0], norm, StageLosses.named(parts));
    }
  }

  private void sumOver(float[] numbers) {
    List<FloatBuffer> pieces = new ArrayList<>();
    for (NDArray gradient : optimiser.accumulated()) {
      // A view of the tensor's own memory, as tensors of a CPU have it.
      pieces.add(gradient.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer());
    }
    pieces.add(FloatBuffer.wrap(numbers));
    sum.sum(pieces);
  }
}
