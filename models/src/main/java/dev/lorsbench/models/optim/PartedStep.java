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
  StepReport run(ByteBuffer pixels, int[][] shapesHw, Targets targets, double rate) {
    int images = shapesHw.length / parts;
    int queries = detector.config().decoder().queries();
    double all = Math.max(1, targets.matches(queries));
    try (Scope whole = detector.training()) {
      int numbers = 2 + 3 * detector.config().decoder().numStages();
      NDArray sum = whole.floats(new float[numbers], numbers);
      for (int from = 0; from < shapesHw.length; from += images) {
        Targets own = targets.part(from, from + images);
        int[][] shapes = Arrays.copyOfRange(shapesHw, from, from + images);
        double share = Math.max(1, own.matches(queries)) / all;
        part(slice(pixels, from, images), shapes, own, share, from / images, sum);
      }
      NDArray norm = optimiser.stepAccumulated(whole, rate);
      return new StepReport(whole.tensor("with_norm", sum, norm), StageLosses::named);
    } catch (RuntimeException e) {
      forget();
      throw e;
    }
  }

  private ByteBuffer slice(ByteBuffer pixels, int from, int images) {
    int bytes = 4 * 3 * height * width;
    return pixels.slice(from * bytes, images * bytes).order(pixels.order());
  }

  /** Adds the part's share of the loss and of its parts to the sum, and its gradient. */
  private void part(
      ByteBuffer pixels, int[][] shapesHw, Targets targets, double share, int part, NDArray sum) {
    try (Scope scope = detector.training(step * parts + part)) {
      NDArray images = scope.floats(pixels, shapesHw.length, 3, height, width);
      List<StageOutput> stages = detector.forward(scope, images, shapesHw);
      StageLosses losses = SetLoss.of(scope, stages, shapesHw, targets);
      NDList scaled = scope.tensors("scaled", losses.total(), losses.parts(), share);
      optimiser.accumulate(scope, scaled.get(0));
      NDArray report = scope.tensor("report", scaled.get(0), scaled.get(0), scaled.get(1));
      scope.update("accumulate", List.of(report), List.of(sum));
    }
  }

  private void forget() {
    try (Scope scope = detector.inference()) {
      optimiser.forget(scope);
    }
  }
}
