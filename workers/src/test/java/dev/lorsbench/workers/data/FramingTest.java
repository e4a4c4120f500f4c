package dev.lorsbench.workers.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lorsbench.experiment.CropConfig;
import dev.lorsbench.experiment.ResizeConfig;
import dev.lorsbench.images.Pixels;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FramingTest {
  private static final CropConfig CROP = new CropConfig(List.of(400, 500, 600), 384, 600, 0.5);
  private static final Framing SCHEDULE_3X =
      new Framing(
          0,
          new ResizeConfig(List.of(480, 512, 544, 576, 608, 640, 672, 704, 736, 768, 800), 1333),
          CROP);

  @ParameterizedTest
  @CsvSource({
    "480, 640, 800, 1067",
    "640, 480, 1067, 800",
    "427, 640, 800, 1199",
    "300, 640, 625, 1333",
    "1, 5000, 1, 1333"
  })
  void theShortSideIsReachedUnlessTheLongOneWouldBeTooLong(int h, int w, int high, int wide) {
    assertThat(Framing.fitted(h, w, 800, 1333)).containsExactly(high, wide);
  }

  @Test
  void evaluationSeesTheWholeImageAtTheLargestScale() {
    assertThat(SCHEDULE_3X.plain(sample(640, 480))).isEqualTo(View.whole(1067, 800, false));
  }

  @Test
  void aViewIsAFunctionOfSeedAndPositionAndStaysInItsBounds() {
    Set<Integer> shortSides = new HashSet<>();
    int cropped = 0;
    for (int position = 0; position < 4000; position++) {
      Sample sample = sample(213 + position % 428, 140 + position % 501);
      View view = SCHEDULE_3X.drawn(sample, 7, position, false);
      assertThat(SCHEDULE_3X.drawn(sample, 7, position, false)).isEqualTo(view);
      cropped += view.cropped() ? 1 : 0;
      shortSides.add(Math.min(view.outWidth(), view.outHeight()));
      assertThat(Math.max(view.outWidth(), view.outHeight())).isLessThanOrEqualTo(1333);
      assertThat(view.left() + view.cropWidth()).isLessThanOrEqualTo(view.width());
      assertThat(view.top() + view.cropHeight()).isLessThanOrEqualTo(view.height());
      if (view.cropped()) {
        assertThat(view.cropWidth()).isBetween(Math.min(384, view.width()), 600);
        assertThat(view.cropHeight()).isBetween(Math.min(384, view.height()), 600);
      }
    }
    assertThat(shortSides).containsAll(SCHEDULE_3X.resize().shortSides());
    assertThat(cropped).isBetween(1700, 2200);
  }

  @Test
  void boxesFollowTheirPixels() {
    // A white rectangle in a black image: its box, seen, must hold what is white, seen.
    Pixels image = new Pixels(120, 90, new byte[3 * 120 * 90]);
    for (int y = 30; y < 60; y++) {
      for (int x = 20; x < 70; x++) {
        image.rgb()[3 * (y * 120 + x)] = (byte) 255;
      }
    }
    Sample sample =
        new Sample(1, Path.of("white"), 120, 90, new double[] {20, 30, 70, 60}, new int[] {5});
    Framing small =
        new Framing(
            0,
            new ResizeConfig(List.of(64, 96), 200),
            new CropConfig(List.of(50, 70), 30, 60, 0.7));
    int seen = 0;
    for (int position = 0; position < 200; position++) {
      View view = small.drawn(sample, 3, position, position % 2 == 0);
      Boxes boxes = Boxes.seen(sample, view);
      float[] white = white(view.of(image), view);
      if (white != null && boxes.labels().length == 1) {
        seen++;
        assertThat(boxes.labels()).containsExactly(5);
        assertThat(boxes.xyxy()).containsExactly(white, within(1.5f));
      }
    }
    assertThat(seen).isGreaterThan(150);
  }

  /** xyxy of what is lighter than half in the image as it is seen, normalised and mirrored. */
  private static float[] white(Pixels seen, View view) {
    FloatBuffer planes = FloatBuffer.allocate(3 * seen.width() * seen.height());
    Normalisation.write(seen, view.flip(), planes, 0, seen.height(), seen.width());
    float[] box = {Float.MAX_VALUE, Float.MAX_VALUE, 0, 0};
    for (int i = 0; i < seen.width() * seen.height(); i++) {
      if (planes.get(i) > 0.08f) {
        int x = i % seen.width();
        int y = i / seen.width();
        box[0] = Math.min(box[0], x);
        box[1] = Math.min(box[1], y);
        box[2] = Math.max(box[2], x + 1);
        box[3] = Math.max(box[3], y + 1);
      }
    }
    return box[2] == 0 ? null : box;
  }

  private static Sample sample(int width, int height) {
    return new Sample(1, Path.of("none"), width, height, new double[0], new int[0]);
  }
}
