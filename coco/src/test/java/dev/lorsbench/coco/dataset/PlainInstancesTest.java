package dev.lorsbench.coco.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.coco.Mutations;
import dev.lorsbench.coco.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/** Whatever the fast reader accepts, the strict one accepts with the same values. */
class PlainInstancesTest {

  @Property(tries = 1500, shrinking = ShrinkingMode.OFF)
  void mutatedFiles(@ForAll long seed) throws IOException {
    Path file = Files.createTempFile("fuzz", ".json");
    try {
      Files.write(file, Mutations.of(CocoDatasetTest.GOOD, new Random(seed)));
      PlainInstances.read(file).ifPresent(plain -> assertSame(plain, file));
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void realFilesArePlain() {
    for (String name :
        new String[] {
          "data/coco-mini/annotations/instances_train.json",
          "data/bccd/annotations/instances_train.json",
          "data/cocoeval-real/instances_val2014_100.json",
          "golden/cocoeval/medium/gt.json.gz"
        }) {
      Path file = Shared.require(name);
      Optional<InstancesFile> plain = PlainInstances.read(file);
      assertThat(plain).as(name).isPresent();
      assertSame(plain.orElseThrow(), file);
    }
  }

  private static void assertSame(InstancesFile plain, Path file) {
    InstancesFile strict = InstancesFile.readSlowly(file);
    assertThat(plain.images()).isEqualTo(strict.images());
    assertThat(plain.categories()).isEqualTo(strict.categories());
    AnnotationTable a = plain.annotations();
    AnnotationTable b = strict.annotations();
    assertThat(a.size()).isEqualTo(b.size());
    for (int row = 0; row < a.size(); row++) {
      assertThat(a.id(row)).isEqualTo(b.id(row));
      assertThat(a.imageId(row)).isEqualTo(b.imageId(row));
      assertThat(a.categoryId(row)).isEqualTo(b.categoryId(row));
      assertThat(a.area(row)).isEqualTo(b.area(row));
      assertThat(a.crowd(row)).isEqualTo(b.crowd(row));
      for (int side = 0; side < 4; side++) {
        assertThat(a.box(row, side)).isEqualTo(b.box(row, side));
      }
    }
  }
}
