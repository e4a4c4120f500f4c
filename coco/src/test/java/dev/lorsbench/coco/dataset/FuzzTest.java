package dev.lorsbench.coco.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.coco.CocoException;
import dev.lorsbench.coco.Mutations;
import dev.lorsbench.coco.eval.Detections;
import dev.lorsbench.coco.eval.GroundTruth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Whatever the bytes are, reading gives data or a CocoException of one line. */
class FuzzTest {
  private static final String FOUND =
      "[{\"image_id\": 3, \"category_id\": 2, \"bbox\": [1, 2, 3.5, 4e0], \"score\": 0.25,"
          + " \"segmentation\": {\"counts\": \"abc\\u00e9\"}}]";

  @Property(tries = 700, shrinking = ShrinkingMode.OFF)
  void mutatedAnnotations(@ForAll long seed) throws IOException {
    byte[] bytes = Mutations.of(CocoDatasetTest.GOOD, new Random(seed));
    check(bytes, CocoDataset::read);
    check(bytes, GroundTruth::read);
  }

  @Property(tries = 700, shrinking = ShrinkingMode.OFF)
  void mutatedDetections(@ForAll long seed) throws IOException {
    check(Mutations.of(FOUND, new Random(seed)), Detections::read);
  }

  private static void check(byte[] bytes, Consumer<Path> reader) throws IOException {
    Path file = Files.createTempFile("fuzz", ".json");
    try {
      Files.write(file, bytes);
      reader.accept(file);
    } catch (CocoException e) {
      assertThat(e.getMessage()).startsWith(file.toString()).doesNotContain("\n");
    } finally {
      Files.delete(file);
    }
  }
}
