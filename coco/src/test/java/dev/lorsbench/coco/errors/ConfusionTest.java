package dev.lorsbench.coco.errors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lorsbench.coco.CocoException;
import dev.lorsbench.coco.PlainJson;
import dev.lorsbench.coco.Written;
import dev.lorsbench.coco.dataset.InstancesFile;
import dev.lorsbench.coco.eval.Detections;
import dev.lorsbench.coco.files.WholeFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfusionTest {
  @TempDir Path folder;
  private InstancesFile truth;

  @BeforeEach
  void write() {
    truth =
        Written.instances(
            folder,
            new long[] {1, 2},
            new long[] {9, 4}, // the matrix is by ascending id: 4, 9, background
            new double[] {1, 4, 0, 0, 10, 10, 0},
            new double[] {1, 9, 100, 0, 10, 10, 0},
            new double[] {1, 9, 200, 0, 10, 10, 0},
            new double[] {2, 4, 0, 0, 100, 100, 1});
  }

  @Test
  void everyObjectAndDetectionIsCountedOnce() {
    Detections found =
        Detections.builder()
            .add(
                1, 9, 0.99, 0, 0, 10, 10) // the object of category 4: its own detection comes first
            .add(1, 4, 0.5, 0, 0, 10, 10)
            .add(1, 4, 0.9, 100, 0, 10, 10) // 9 taken for 4
            .add(2, 4, 0.9, 5, 5, 10, 10) // in a crowd
            .add(2, 9, 0.9, 5, 5, 10, 10) // not of the crowd's category
            .add(1, 9, 0.2, 200, 0, 10, 10) // below the score
            .build();
    Confusion confusion = Confusion.of(truth, found, 0.5, 0.3);
    assertThat(confusion.categories()).extracting(c -> c.id()).containsExactly(4L, 9L);
    assertThat(confusion.counts()).isDeepEqualTo(new int[][] {{1, 0, 0}, {1, 0, 1}, {0, 2, 0}});
  }

  @Test
  void theJsonHasTheMatrix() {
    Confusion confusion = Confusion.of(truth, Detections.builder().build(), 0.5, 0.3);
    Path file = folder.resolve("confusion.json");
    WholeFile.write(file, out -> ConfusionJson.write(confusion, out));
    Map<String, Object> json = PlainJson.read(file);
    assertThat(json.get("score")).isEqualTo(0.3);
    assertThat(PlainJson.numbers(((List<?>) json.get("counts")).get(1))).containsExactly(0, 0, 2);
  }

  @Test
  void unknownImagesAndThresholdsAreRefused() {
    Detections stray = Detections.builder().add(7, 4, 0.9, 0, 0, 1, 1).build();
    assertThatThrownBy(() -> Confusion.of(truth, stray, 0.5, 0.3))
        .isInstanceOf(CocoException.class)
        .hasMessageContaining("no image 7");
    Detections none = Detections.builder().build();
    assertThatThrownBy(() -> Confusion.of(truth, none, 0, 0.3)).hasMessageContaining("IoU");
    assertThatThrownBy(() -> ErrorAnalysis.of(truth, none, 0.1, 0.5))
        .hasMessageContaining("background < foreground");
  }
}
