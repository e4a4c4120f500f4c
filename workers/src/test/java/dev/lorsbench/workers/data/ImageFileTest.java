package dev.lorsbench.workers.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.TrialException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Against files and pixels that Pillow 11 wrote: {@code open, convert('RGB'), resize(BILINEAR)}.
 */
class ImageFileTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "photo-420.jpg, 32, 32",
    "photo-420.jpg, 160, 101",
    "photo-444.jpg, 32, 32",
    "profile.jpg, 97, 61",
    "gray.jpg, 32, 32",
    "gray.png, 32, 32",
    "colour.png, 32, 32",
    "colour.png, 128, 128",
    "colour.png, 97, 32",
    "palette.png, 32, 32",
    "alpha.png, 32, 32",
    "bilevel.png, 32, 32"
  })
  void pixelsAreWithinOneLevelOfPillow(String name, int width, int height) throws IOException {
    Pixels seen = Bilinear.resize(ImageFile.read(TestImages.file(name), 97, 61), width, height);
    byte[] expected =
        Files.readAllBytes(TestImages.file(name + "." + width + "x" + height + ".rgb"));
    assertThat(seen.rgb()).hasSameSizeAs(expected);
    int worst = 0;
    for (int i = 0; i < expected.length; i++) {
      worst = Math.max(worst, Math.abs((seen.rgb()[i] & 0xff) - (expected[i] & 0xff)));
    }
    assertThat(worst).isLessThanOrEqualTo(name.endsWith(".png") ? 0 : 1);
  }

  @Test
  void nothingIsDoneAtTheSameSize() {
    Pixels image = ImageFile.read(TestImages.file("colour.png"));
    assertThat(Bilinear.resize(image, 97, 61)).isSameAs(image);
  }

  @Test
  void anAbsentImageIsNamed() {
    refused(folder.resolve("none.jpg"), "none.jpg does not exist");
  }

  @Test
  void somethingElseIsNamed() throws IOException {
    refused(Files.writeString(folder.resolve("text.png"), "hello"), "text.png is not an image");
  }

  @Test
  void aJpegCutShortIsNamed() throws IOException {
    byte[] whole = Files.readAllBytes(TestImages.file("photo-444.jpg"));
    refused(
        Files.write(folder.resolve("cut.jpg"), Arrays.copyOf(whole, whole.length * 2 / 3)),
        "cut.jpg is cut short");
  }

  @Test
  void aPngCutShortIsNamed() throws IOException {
    byte[] whole = Files.readAllBytes(TestImages.file("colour.png"));
    refused(
        Files.write(folder.resolve("cut.png"), Arrays.copyOf(whole, whole.length / 2)),
        "cut.png cannot be decoded");
  }

  @Test
  void aCmykJpegIsRefusedByName() {
    refused(TestImages.file("cmyk.jpg"), "cmyk.jpg has 4 colour bands, not gray or RGB");
  }

  @Test
  void anotherSizeThanAnnotatedIsNamed() {
    assertThatThrownBy(() -> ImageFile.read(TestImages.file("colour.png"), 90, 61))
        .hasMessageContaining("is 97 x 61 pixels, the annotations say 90 x 61");
  }

  @Test
  void ofSixteenBitsTheUpperEightAreRead() throws IOException {
    BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_USHORT_GRAY);
    int[] levels = {0x00ff, 0x1280, 0xffff};
    image.getRaster().setPixels(0, 0, 3, 1, levels);
    Path file = folder.resolve("sixteen.png");
    ImageIO.write(image, "png", file.toFile());
    assertThat(ImageFile.read(file).rgb()).containsExactly(0, 0, 0, 0x12, 0x12, 0x12, -1, -1, -1);
  }

  @Test
  void aFewBytesThatSayTheyAreBillionsOfPixelsAreRefusedBeforeDecoding() throws IOException {
    byte[] png = Files.readAllBytes(TestImages.file("colour.png"));
    ByteBuffer head = ByteBuffer.wrap(png);
    head.putInt(16, 60_000).putInt(20, 50_000);
    CRC32 sum = new CRC32();
    sum.update(png, 12, 17);
    head.putInt(29, (int) sum.getValue());
    refused(
        Files.write(folder.resolve("bomb.png"), png),
        "bomb.png has 60,000 x 50,000 pixels; at most");
  }

  @Test
  void anExifOrientationIsNotFollowed() throws IOException {
    byte[] plain = Files.readAllBytes(TestImages.file("photo-444.jpg"));
    byte[] exif = {
      -1,
      (byte) 0xe1,
      0,
      34,
      'E',
      'x',
      'i',
      'f',
      0,
      0,
      'M',
      'M',
      0,
      42,
      0,
      0,
      0,
      8,
      0,
      1,
      1,
      0x12,
      0,
      3,
      0,
      0,
      0,
      1,
      0,
      6,
      0,
      0,
      0,
      0,
      0,
      0
    };
    ByteBuffer turned = ByteBuffer.allocate(plain.length + exif.length);
    turned.put(plain, 0, 2).put(exif).put(plain, 2, plain.length - 2);
    Path file = Files.write(folder.resolve("turned.jpg"), turned.array());
    assertThat(ImageFile.read(file))
        .usingRecursiveComparison()
        .isEqualTo(ImageFile.read(TestImages.file("photo-444.jpg")));
  }

  private static void refused(Path file, String message) {
    assertThatThrownBy(() -> ImageFile.read(file))
        .isInstanceOfSatisfying(
            TrialException.class, e -> assertThat(e.failure()).isEqualTo(Failure.BAD_DATA))
        .hasMessageContaining(message)
        .message()
        .doesNotContain("\n");
  }
}
