package dev.lorsbench.coco.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lorsbench.coco.CocoException;
import dev.lorsbench.coco.shapes.Shapes;
import dev.lorsbench.coco.shapes.ShapesSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintTest {
  @TempDir Path folder;

  @Test
  void dependsOnContentAlone() throws IOException {
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    Shapes.write(one, new ShapesSpec(3, 5, 3, 32), n -> {});
    Shapes.write(two, new ShapesSpec(3, 5, 3, 32), n -> {});
    String found = Fingerprint.of(one, "train", "val");
    assertThat(found).matches("[0-9a-f]{64}").isEqualTo(Fingerprint.of(two, "val", "train"));
    Files.writeString(two.resolve("train/notes.txt"), "of no account");
    assertThat(Fingerprint.of(two, "train", "val")).isEqualTo(found);
    assertThat(Fingerprint.of(one, "train")).isNotEqualTo(found);
    byte[] image = Files.readAllBytes(two.resolve("val/000002.png"));
    image[image.length - 20] ^= 1;
    Files.write(two.resolve("val/000002.png"), image);
    assertThat(Fingerprint.of(two, "train", "val")).isNotEqualTo(found);
  }

  @Test
  void aMissingImageIsNamed() throws IOException {
    Shapes.write(folder, new ShapesSpec(3, 2, 2, 32), n -> {});
    Files.delete(folder.resolve("val/000002.png"));
    assertThatThrownBy(() -> Fingerprint.of(folder, "train", "val"))
        .isInstanceOf(CocoException.class)
        .hasMessageContaining("image 2: ")
        .hasMessageEndingWith("000002.png: no such file");
  }
}
