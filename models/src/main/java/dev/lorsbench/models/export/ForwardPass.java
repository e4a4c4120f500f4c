package dev.lorsbench.models.export;

import ai.djl.ndarray.NDArray;
import dev.lorsbench.models.Detector;
import dev.lorsbench.models.adamixer.StageOutput;
import dev.lorsbench.models.detect.Detections;
import dev.lorsbench.models.torch.Recording;
import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.transformer.VisionTransformer;
import dev.lorsbench.models.weights.Weights;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A model that can be run to see which operations it calls. A detector takes images of any size and
 * their sizes without padding, and ends with its detections; a classifier takes images of its own
 * size and ends with logits.
 */
public final class ForwardPass {
  /** What a model is for. */
  public sealed interface Task {
    /** Boxes, scores and labels of any images. */
    record Detection() implements Task {}

    /**
     * Logits.
     *
     * @param size edge of the images, pixels
     */
    record Classification(int size, int classes) implements Task {}
  }

  private interface Run {
    void forward(Scope scope, NDArray image, int[][] shapesHw);
  }

  private final Task task;
  private final Weights weights;
  private final List<int[][]> batches;
  private final Run run;

  private ForwardPass(Task task, Weights weights, List<int[][]> batches, Run run) {
    this.task = task;
    this.weights = weights;
    this.batches = batches;
    this.run = run;
  }

  /**
   * A detector's.
   *
   * @param count detections of each image, at most
   */
  public static ForwardPass of(Detector detector, int count) {
    List<int[][]> batches = List.of(new int[][] {{64, 96}}, new int[][] {{96, 64}, {70, 64}});
    return new ForwardPass(
        new Task.Detection(),
        detector.weights(),
        batches,
        (scope, image, shapesHw) -> {
          List<StageOutput> stages = detector.forward(scope, image, shapesHw);
          Detections.of(scope, stages.get(stages.size() - 1), count);
        });
  }

  /** A classifier's. */
  public static ForwardPass of(VisionTransformer classifier) {
    int[] edge = {classifier.size(), classifier.size()};
    return new ForwardPass(
        new Task.Classification(classifier.size(), classifier.classes()),
        classifier.weights(),
        List.of(new int[][] {edge}, new int[][] {edge, edge}),
        (scope, image, shapesHw) -> classifier.forward(scope, image));
  }

  /** What the model is for. */
  public Task task() {
    return task;
  }

  /** The model's tensors. */
  public Weights weights() {
    return weights;
  }

  /**
   * What {@code reader} makes of the calls of one pass over an image batch.
   *
   * @throws IllegalStateException where it makes another thing of another batch: an operation then
   *     depends on the images in a way that only this process knows
   */
  public <T> T recorded(BiFunction<Recording, NDArray, T> reader) {
    T first = once(batches.get(0), reader);
    for (int[][] other : batches.subList(1, batches.size())) {
      if (!first.equals(once(other, reader))) {
        throw new IllegalStateException("the forward pass depends on the images' sizes");
      }
    }
    return first;
  }

  /** Runs the model on an empty batch, as large as its first image. */
  private <T> T once(int[][] shapesHw, BiFunction<Recording, NDArray, T> reader) {
    Recording recording = new Recording();
    try (Scope scope = Scope.recorded(weights.device(), recording)) {
      int height = shapesHw[0][0];
      int width = shapesHw[0][1];
      float[] pixels = new float[shapesHw.length * 3 * height * width];
      NDArray image = scope.floats(pixels, shapesHw.length, 3, height, width);
      run.forward(scope, image, shapesHw);
      return reader.apply(recording, image);
    }
  }
}
