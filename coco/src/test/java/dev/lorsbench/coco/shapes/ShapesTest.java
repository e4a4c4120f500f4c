package dev.lorsbench.coco.shapes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lorsbench.coco.CocoException;
import dev.lorsbench.coco.dataset.CocoAnnotation;
import dev.lorsbench.coco.dataset.CocoDataset;
import dev.lorsbench.coco.dataset.CocoFolder;
import dev.lorsbench.coco.fingerprint.Fingerprint;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShapesTest {
  private static final ShapesSpec SPEC = new ShapesSpec(7, 40, 12, 96);

  @TempDir Path folder;

  @Test
  void pixelsAndBoxesAreAFunctionOfSeedAndIndex() {
    Scene scene = Scene.of(42, 17, 128);
    CRC32 crc = new CRC32();
    crc.update(scene.rgb());
    scene.shapes().forEach(s -> crc.update((s.shape + " " + List.of(s.left, s.top)).getBytes(UTF)));
    assertThat(crc.getValue()).isEqualTo(PINNED);
    assertThat(Scene.of(42, 18, 128).rgb()).isNotEqualTo(scene.rgb());
    assertThat(Scene.of(43, 17, 128).rgb()).isNotEqualTo(scene.rgb());
  }

  @Test
  void filesHoldWhatWasDrawn() throws IOException {
    List<Integer> progress = new ArrayList<>();
    Shapes.write(folder, SPEC, progress::add);
    assertThat(progress).hasSize(52).isSorted().endsWith(52);
    CocoDataset val = new CocoFolder(folder).read("val");
    assertThat(val.images()).hasSize(12);
    assertThat(val.categories()).hasSize(Shape.values().length);
    for (int i = 0; i < 12; i++) {
      Scene scene = Scene.of(7, (1L << 40) + i, 96);
      BufferedImage png =
          ImageIO.read(new CocoFolder(folder).image("val", val.images().get(i)).toFile());
      assertThat(png.getWidth()).isEqualTo(96);
      assertThat(pixels(png)).isEqualTo(scene.rgb());
      assertThat(val.annotations(i)).hasSameSizeAs(scene.shapes());
    }
  }

  private static byte[] pixels(BufferedImage png) {
    byte[] rgb = new byte[png.getWidth() * png.getHeight() * 3];
    for (int i = 0; i < rgb.length / 3; i++) {
      int pixel = png.getRGB(i % png.getWidth(), i / png.getWidth());
      rgb[3 * i] = (byte) (pixel >> 16);
      rgb[3 * i + 1] = (byte) (pixel >> 8);
      rgb[3 * i + 2] = (byte) pixel;
    }
    return rgb;
  }

  @Test
  void boxesAreTightInsideAndOfEveryKind() {
    Shapes.write(folder, new ShapesSpec(1, 300, 1, 128), n -> {});
    CocoDataset train = new CocoFolder(folder).read("train");
    for (CocoAnnotation a : train.annotations()) {
      assertThat(a.x()).isGreaterThanOrEqualTo(0);
      assertThat(a.x() + a.width()).isLessThanOrEqualTo(128);
      assertThat(a.y() + a.height()).isLessThanOrEqualTo(128);
      assertThat(a.area()).isPositive().isLessThanOrEqualTo(a.width() * a.height());
    }
    assertThat(train.annotations()).extracting(CocoAnnotation::category).contains(0, 1, 2, 3, 4);
    assertThat(train.annotations()).filteredOn(a -> a.area() < 32 * 32).isNotEmpty();
    assertThat(train.annotations()).filteredOn(a -> a.area() > 48 * 48).isNotEmpty();
    assertThat(train.images())
        .allMatch(image -> !train.annotations((int) image.id() - 1).isEmpty());
  }

  @Test
  void aWholeSetIsLeftAloneAndAnInterruptedOneWrittenAnew() throws IOException {
    Shapes.write(folder, SPEC, n -> {});
    String before = Fingerprint.of(folder, "train", "val");
    Path image = folder.resolve("train/000001.png");
    Files.writeString(image, "changed");
    Shapes.write(folder, SPEC, n -> {});
    assertThat(image).hasContent("changed");
    Files.move(folder.resolve("shapes.json"), folder.resolve("shapes.json.part"));
    Shapes.write(folder, SPEC, n -> {});
    assertThat(Fingerprint.of(folder, "val", "train")).isEqualTo(before);
  }

  @Test
  void aFolderWithSomethingElseIsRefused() throws IOException {
    Files.createFile(folder.resolve("thesis.doc"));
    assertThatThrownBy(() -> Shapes.write(folder, SPEC, n -> {}))
        .isInstanceOf(CocoException.class)
        .hasMessage(folder + ": is neither empty nor a shapes set: thesis.doc");
    Path other = folder.resolve("other");
    Shapes.write(other, SPEC, n -> {});
    assertThatThrownBy(() -> Shapes.write(other, new ShapesSpec(8, 40, 12, 96), n -> {}))
        .hasMessageContaining("holds another shapes set");
    assertThatThrownBy(() -> Shapes.write(folder.resolve("thesis.doc"), SPEC, n -> {}))
        .isInstanceOf(CocoException.class);
    assertThatThrownBy(() -> new ShapesSpec(1, 0, 1, 128))
        .hasMessage("shapes: trainImages must be from 1 to 1000000, is 0");
  }

  private static final java.nio.charset.Charset UTF = java.nio.charset.StandardCharsets.UTF_8;
  private static final long PINNED = 4019486013L;
}
