package dev.lorsbench.models.detect;

import ai.djl.ndarray.NDArray;
import dev.lorsbench.models.Detector;
import dev.lorsbench.models.adamixer.StageOutput;
import dev.lorsbench.models.torch.Scope;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The best (query, class) pairs of a batch by sigmoid score, best first.
 *
 * @param images B
 * @param perImage how many each image has: the smaller of what was asked for and N K
 * @param rows x1 y1 x2 y2 score label of each, [B, perImage, 6] row-major; boxes in pixels
 */
@SuppressWarnings("ArrayRecordComponent") // one flat host copy of a batch
public record Detections(int images, int perImage, float[] rows) {
  /** As COCO evaluates them. */
  public static final int USUAL = 100;

  private static final int COLUMNS = 6;

  /** Picks from the last stage's output, with one copy to the host. */
  public static Detections of(Scope scope, StageOutput last, int count) {
    NDArray found = scope.tensor("detections", last.clsScore(), last.boxes(), count);
    long[] shape = found.getShape().getShape();
    return new Detections((int) shape[0], (int) shape[1], found.toFloatArray());
  }

  /**
   * Runs a detector on a batch.
   *
   * @param pixels direct buffer of float32 [B, 3, height, width] in native order, normalised
   * @param shapesHw height and width of each image, without padding
   */
  public static Detections of(
      Detector detector, ByteBuffer pixels, int height, int width, int[][] shapesHw) {
    try (Scope scope = detector.inference()) {
      NDArray images = scope.floats(pixels, shapesHw.length, 3, height, width);
      List<StageOutput> stages = detector.forward(scope, images, shapesHw);
      return of(scope, stages.get(stages.size() - 1), USUAL);
    }
  }

  /** Corner {@code i} (x1 y1 x2 y2) of detection {@code rank} of an image. */
  public float box(int image, int rank, int i) {
    return rows[at(image, rank) + i];
  }

  /** Score in (0, 1). */
  public float score(int image, int rank) {
    return rows[at(image, rank) + 4];
  }

  /** Class index. */
  public int label(int image, int rank) {
    return (int) rows[at(image, rank) + 5];
  }

  private int at(int image, int rank) {
    return (image * perImage + rank) * COLUMNS;
  }
}
