package dev.lorsbench.coco.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lorsbench.coco.CocoException;
import dev.lorsbench.coco.shapes.Shapes;
import dev.lorsbench.coco.shapes.ShapesSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Stream;
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

  @Test
  void whatLiesStillIsNotReadAgain() throws IOException {
    Path caches = folder.resolve("caches");
    Path data = folder.resolve("data");
    Shapes.write(data, new ShapesSpec(3, 4, 2, 32), n -> {});
    FileTime before = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
    Path image = data.resolve("train/000002.png");
    Path fresh = data.resolve("train/000003.png");
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.setLastModifiedTime(file, before);
      }
    }
    Files.setLastModifiedTime(fresh, FileTime.from(Instant.now()));
    String found = Fingerprint.cached(caches, data, "train", "val");
    assertThat(found).isEqualTo(Fingerprint.of(data, "train", "val"));
    // Other bytes under the same size and time go unseen: that is what shows that none are read.
    change(image);
    Files.setLastModifiedTime(image, before);
    assertThat(Fingerprint.cached(caches, data, "train", "val")).isEqualTo(found);
    assertThat(Fingerprint.of(data, "train", "val")).isNotEqualTo(found);
    Files.setLastModifiedTime(image, FileTime.from(before.toInstant().plusSeconds(1)));
    assertThat(Fingerprint.cached(caches, data, "train", "val"))
        .isEqualTo(Fingerprint.of(data, "train", "val"));
    // One that had just changed was not remembered.
    FileTime then = Files.getLastModifiedTime(fresh);
    change(fresh);
    Files.setLastModifiedTime(fresh, then);
    assertThat(Fingerprint.cached(caches, data, "train", "val"))
        .isEqualTo(Fingerprint.of(data, "train", "val"));
  }

  @Test
  void aDamagedOrImpossibleCacheCostsTimeAlone() throws IOException {
    Path data = folder.resolve("data");
    Shapes.write(data, new ShapesSpec(3, 2, 2, 32), n -> {});
    String found = Fingerprint.of(data, "train");
    Path caches = folder.resolve("caches");
    assertThat(Fingerprint.cached(caches, data, "train")).isEqualTo(found);
    try (Stream<Path> files = Files.list(caches)) {
      Files.writeString(files.findFirst().orElseThrow(), "no hashes");
    }
    assertThat(Fingerprint.cached(caches, data, "train")).isEqualTo(found);
    Path file = Files.writeString(folder.resolve("file"), "not a folder");
    assertThat(Fingerprint.cached(file.resolve("below"), data, "train")).isEqualTo(found);
  }

  private static void change(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 20] ^= 1;
    Files.write(file, bytes);
  }
}
