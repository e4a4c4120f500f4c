package dev.lorsbench.models.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import dev.lorsbench.models.Detector;
import dev.lorsbench.models.adamixer.StageOutput;
import dev.lorsbench.models.detect.Detections;
import dev.lorsbench.models.torch.Scope;
import java.util.List;

/**
 * What a detector finds here in a batch of padded images, to be found by its exported form too.
 *
 * @param image normalised pixels [B, 3, height, width]
 * @param shapesHw sizes without padding
 */
@SuppressWarnings("ArrayRecordComponent")
public record ExpectedDetections(
    float[] image, int height, int width, int[][] shapesHw, Detections found) {
  private static final float SCORE = 1e-4f;
  private static final float PIXELS = 1e-2f;

  /** Scores nearer to each other than this may stand in another order. */
  private static final float TIE = 1e-5f;

  /** Runs the detector on one formula's images. */
  public static ExpectedDetections of(Detector detector, int count, int[]... shapesHw) {
    int height = 0;
    int width = 0;
    for (int[] shape : shapesHw) {
      height = Math.max(height, shape[0]);
      width = Math.max(width, shape[1]);
    }
    float[] pixels = Formula.image(shapesHw.length, 3, height, width);
    try (Scope scope = detector.inference()) {
      NDArray image = scope.floats(pixels, shapesHw.length, 3, height, width);
      List<StageOutput> stages = detector.forward(scope, image, shapesHw);
      Detections found = Detections.of(scope, stages.get(stages.size() - 1), count);
      return new ExpectedDetections(pixels, height, width, shapesHw, found);
    }
  }

  /** The sizes as a program takes them, [B, 2] row-major. */
  public long[] sizes() {
    long[] sizes = new long[2 * shapesHw.length];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = shapesHw[i / 2][i % 2];
    }
    return sizes;
  }

  /** Fails where another's detections [B, n, 4], [B, n], [B, n] are not these. */
  public void assertFound(float[] boxes, float[] scores, long[] labels) {
    assertThat(scores).hasSize(found.images() * found.perImage());
    int compared = 0;
    for (int b = 0; b < found.images(); b++) {
      for (int i = 0; i < found.perImage(); i++) {
        int at = b * found.perImage() + i;
        assertThat(scores[at]).isCloseTo(found.score(b, i), within(SCORE));
        if (alone(b, i)) {
          compared++;
          assertThat(labels[at]).isEqualTo(found.label(b, i));
          for (int c = 0; c < 4; c++) {
            assertThat(boxes[4 * at + c]).isCloseTo(found.box(b, i, c), within(PIXELS));
          }
        }
      }
    }
    assertThat(compared).isGreaterThan(found.perImage() / 2);
  }

  private boolean alone(int image, int rank) {
    float own = found.score(image, rank);
    boolean before = rank == 0 || found.score(image, rank - 1) - own > TIE;
    boolean behind = rank + 1 == found.perImage() || own - found.score(image, rank + 1) > TIE;
    return before && behind && rank + 1 < found.perImage();
  }
}
