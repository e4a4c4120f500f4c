package dev.lorsbench.models.optim;

import ai.djl.ndarray.NDArray;
import dev.lorsbench.models.Detector;
import dev.lorsbench.models.adamixer.StageOutput;
import dev.lorsbench.models.loss.SetLoss;
import dev.lorsbench.models.loss.StageLosses;
import dev.lorsbench.models.loss.Targets;
import dev.lorsbench.models.torch.Scope;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** One training step of a detector: forward, loss, backward, clip, AdamW. */
public final class TrainStep {
  private final Detector detector;
  private final AdamW optimiser;

  /** Steps that change {@code detector} by {@code optimiser}; both stay the caller's. */
  public TrainStep(Detector detector, AdamW optimiser) {
    this.detector = detector;
    this.optimiser = optimiser;
  }

  /**
   * Runs one step.
   *
   * @param pixels direct buffer of float32 [B, 3, height, width] in native order, normalised
   * @param shapesHw height and width of each image, without padding
   * @param step which step of the run this is: decides what is dropped at random
   * @throws DivergedException where the loss or the gradient is not finite; the weights are then as
   *     they were (batch norms' running statistics aside)
   */
  public StepResult run(
      ByteBuffer pixels,
      int height,
      int width,
      int[][] shapesHw,
      Targets targets,
      double rate,
      long step) {
    try (Scope scope = detector.training(step)) {
      NDArray images = scope.floats(pixels, shapesHw.length, 3, height, width);
      List<StageOutput> stages = detector.forward(scope, images, shapesHw);
      StageLosses losses = SetLoss.of(scope, stages, shapesHw, targets);
      NDArray norm = optimiser.step(scope, losses.total(), rate);
      float[] numbers = scope.tensor("report", losses.total(), norm, losses.parts()).toFloatArray();
      float[] parts = Arrays.copyOfRange(numbers, 2, numbers.length);
      StepResult result = new StepResult(numbers[0], numbers[1], StageLosses.named(parts));
      if (!Float.isFinite(result.loss()) || !Float.isFinite(result.gradientNorm())) {
        throw new DivergedException(result);
      }
      return result;
    }
  }

  /**
   * As {@link #run}, the batch taken in so many equal parts, one after another. Each part's loss is
   * divided by the matches of the whole batch, so that the sum of gradients is the whole batch's.
   * (Batch norms that follow the batch see a part at a time, though, and what is dropped at random
   * differs from part to part.)
   */
  public StepResult runInParts(
      ByteBuffer pixels,
      int height,
      int width,
      int[][] shapesHw,
      Targets targets,
      double rate,
      long step,
      int parts) {
    return parts == 1
        ? run(pixels, height, width, shapesHw, targets, rate, step)
        : new PartedStep(detector, optimiser, height, width, step, parts)
            .run(pixels, shapesHw, targets, rate);
  }
}
