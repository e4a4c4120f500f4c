package dev.lorsbench.coco.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.coco.CocoException;
import dev.lorsbench.coco.eval.Detections;
import dev.lorsbench.coco.eval.GroundTruth;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
  private static final String SALT = "{}[]\",:0123456789eE+-.NaIfinty\\u \n\0\u00ff";

  @Property(tries = 700, shrinking = ShrinkingMode.OFF)
  void mutatedAnnotations(@ForAll long seed) throws IOException {
    byte[] bytes = mutate(CocoDatasetTest.GOOD, new Random(seed));
    check(bytes, CocoDataset::read);
    check(bytes, GroundTruth::read);
  }

  @Property(tries = 700, shrinking = ShrinkingMode.OFF)
  void mutatedDetections(@ForAll long seed) throws IOException {
    check(mutate(FOUND, new Random(seed)), Detections::read);
  }

  private static byte[] mutate(String text, Random random) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int changes = random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      bytes[random.nextInt(bytes.length)] =
          random.nextInt(4) > 0
              ? (byte) SALT.charAt(random.nextInt(SALT.length()))
              : (byte) random.nextInt(256);
    }
    int length = random.nextBoolean() ? bytes.length : random.nextInt(bytes.length + 1);
    return java.util.Arrays.copyOf(bytes, length);
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
