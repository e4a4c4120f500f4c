package dev.lorsbench.coco.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.coco.Mutations;
import dev.lorsbench.coco.Shared;
import dev.lorsbench.coco.largeset.LargeSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the fast reader accepts, the strict one accepts with the same values. */
class PlainDetectionsTest {
  private static final String FOUND =
      "[{\"image_id\": 3, \"category_id\": 2, \"bbox\": [1, 2, 3.5, 4e0], \"score\": 0.25},\n"
          + " {\"image_id\":4,\"category_id\":1,\"bbox\":[0.1,-2,0,9.75],\"score\":1,"
          + "\"segmentation\":{\"counts\":\"ab\\u00e9\",\"size\":[1,2]}}]";

  @TempDir Path folder;

  @Property(tries = 3000, shrinking = ShrinkingMode.OFF)
  void mutatedFiles(@ForAll long seed) throws IOException {
    Path file = Files.createTempFile("fuzz", ".json");
    try {
      Files.write(file, Mutations.of(FOUND, new Random(seed)));
      PlainDetections.read(file, null).ifPresent(plain -> assertSame(plain, file));
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void manyBlocksOnAPoolKeepTheOrder() throws IOException {
    Detections written = LargeSet.of(3, 100, 1000, 60_000).detections();
    ExecutorService pool = Executors.newFixedThreadPool(3);
    try {
      for (String name : new String[] {"dt.json", "dt.json.gz"}) {
        Path file = folder.resolve(name);
        written.write(file);
        assertEqual(PlainDetections.read(file, pool).orElseThrow(), written);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void aBraceInAStringAtACutIsLeftToTheStrictReader() throws IOException {
    String one = "{\"image_id\":1,\"category_id\":1,\"bbox\":[1,2,3,4],\"score\":0.5,\"x\":\"%s\"}";
    String trap = one.formatted("},{".repeat(400_000));
    Path file = Files.writeString(folder.resolve("dt.json"), "[" + trap + "," + trap + "]");
    assertThat(PlainDetections.read(file, null)).isEmpty();
    assertThat(Detections.read(file).size()).isEqualTo(2);
  }

  @Test
  void realFilesArePlain() {
    for (String name :
        new String[] {
          "data/cocoeval-real/instances_val2014_fakebbox100_results.json",
          "golden/cocoeval/medium/dt.json.gz",
          "golden/cocoeval/no_detections/dt.json"
        }) {
      Path file = Shared.require(name);
      Optional<Detections> plain = PlainDetections.read(file, null);
      assertThat(plain).as(name).isPresent();
      assertSame(plain.orElseThrow(), file);
    }
  }

  private static void assertSame(Detections plain, Path file) {
    assertEqual(plain, DetectionReader.read(file, null));
  }

  private static void assertEqual(Detections actual, Detections expected) {
    assertThat(actual.size()).isEqualTo(expected.size());
    for (int i = 0; i < actual.size(); i++) {
      assertThat(actual.imageId(i)).isEqualTo(expected.imageId(i));
      assertThat(actual.categoryId(i)).isEqualTo(expected.categoryId(i));
      assertThat(actual.score(i)).isEqualTo(expected.score(i));
      for (int side = 0; side < 4; side++) {
        assertThat(actual.box(i, side)).isEqualTo(expected.box(i, side));
      }
    }
  }
}
