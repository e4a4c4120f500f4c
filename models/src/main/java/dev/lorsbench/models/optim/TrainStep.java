package dev.lorsbench.models.optim;

import ai.djl.ndarray.NDArray;
import dev.lorsbench.models.Detector;
import dev.lorsbench.models.adamixer.StageOutput;
import dev.lorsbench.models.loss.SetLoss;
import dev.lorsbench.models.loss.StageLosses;
import dev.lorsbench.models.loss.Targets;
import dev.lorsbench.models.torch.Scope;
import java.nio.ByteBuffer;
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
   * Runs one step, which reads matching costs from the device and nothing else. A gradient that is
   * not finite leaves the weights as they were (batch norms' running statistics aside); whoever
   * reads the report hears of it.
   *
   * @param pixels direct buffer of float32 [B, 3, height, width] in native order, normalised
   * @param shapesHw height and width of each image, without padding
   * @param step which step of the run this is: decides what is dropped at random
   * @throws dev.lorsbench.models.loss.NonFiniteCostException where the model has diverged
   */
  public StepReport run(
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
      return new StepReport(
          scope.tensor("report", losses.total(), norm, losses.parts()), StageLosses::named);
    }
  }

  /**
   * As {@link #run}, the batch taken in so many equal parts, one after another. Each part's loss is
   * divided by the matches of the whole batch, so that the sum of gradients is the whole batch's.
   * (Batch norms that follow the batch see a part at a time, though, and what is dropped at random
   * differs from part to part.)
   */
  public StepReport runInParts(
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
