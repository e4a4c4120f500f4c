package dev.lorsbench.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is not read, and says so in one line that names the file. */
class RefusedTest {
  @TempDir Path folder;

  static List<String> images() throws IOException {
    return PillowTest.images();
  }

  private static byte[] bytes(String name) throws IOException {
    return Files.readAllBytes(PillowTest.FOLDER.resolve(name));
  }

  private static void refused(Path file, String message) {
    assertThatThrownBy(() -> ImageFile.read(file))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining(file.getFileName() + " ")
        .hasMessageContaining(message)
        .message()
        .doesNotContain("\n");
  }

  /** The pixels, or null if the bytes are refused as they must be. */
  private Pixels pixelsOrRefused(byte[] bytes) {
    try {
      return ImageFile.decode(folder.resolve("some"), bytes);
    } catch (ImageException e) {
      assertThat(e.getMessage()).contains("some ").doesNotContain("\n");
      return null;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "refused-predictor16.tif, differences of 16-bit samples",
    "refused-float-predictor.tif, differences of 32-bit samples",
    "refused-float-rgb.tif, 'photometric 2, 3 bands of 32 bits, sample format 3'",
    "refused-double.tif, 1 bands of 64 bits",
    "refused-lab.tif, photometric 8",
    "refused-big.tif, is a BigTIFF",
    "refused-cmyk-jpeg.tif, is a TIFF of CMYK in JPEG",
    "refused-zstd.tif, 'compression (50000) is not read; those that are: none, CCITT, LZW'",
    "refused.ppm, 'is not an image of a known kind (JPEG, PNG, GIF, BMP, TIFF, WebP)'",
    "refused.jp2, is not an image of a known kind",
    "refused.avif, is not an image of a known kind",
    "refused.ico, is not an image of a known kind",
    "refused.tga, is not an image of a known kind",
    "make.py, is not an image of a known kind",
  })
  void otherKinds(String name, String message) {
    refused(PillowTest.FOLDER.resolve(name), message);
  }

  @Test
  void whatIsNotAFile() throws IOException {
    refused(folder.resolve("none.jpg"), "cannot be read: no such file");
    refused(Files.createDirectory(folder.resolve("folder.jpg")), "is a folder");
    refused(Files.createFile(folder.resolve("nothing.jpg")), "is empty");
    refused(Files.writeString(folder.resolve("text.png"), "hello"), "is not an image");
  }

  @ParameterizedTest
  @MethodSource("images")
  void imagesCutShort(String name) throws IOException {
    byte[] whole = bytes(name);
    byte[] rgb = ImageFile.decode(Path.of(name), whole).rgb();
    boolean marked = name.endsWith(".jpg") || name.endsWith(".png") || name.endsWith(".webp");
    for (int length = 0; length < whole.length; length += 1 + whole.length / 60) {
      Pixels seen = pixelsOrRefused(Arrays.copyOf(whole, length));
      // A GIF, BMP or TIFF may end behind its last pixel.
      assertThat(seen == null || !marked && Arrays.equals(seen.rgb(), rgb))
          .as("%s, its first %d of %d bytes", name, length, whole.length)
          .isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("images")
  void bytesBehindTheEndAreLeftAlone(String name) throws IOException {
    byte[] whole = bytes(name);
    ByteArrayOutputStream longer = new ByteArrayOutputStream();
    longer.write(whole);
    longer.write("what phones append ".repeat(500).getBytes(StandardCharsets.UTF_8));
    assertThat(ImageFile.decode(Path.of(name), longer.toByteArray()))
        .usingRecursiveComparison()
        .isEqualTo(ImageFile.decode(Path.of(name), whole));
  }

  @ParameterizedTest
  @MethodSource("images")
  void damageIsRefusedOrReadButNeverAnInternalError(String name) throws IOException {
    byte[] whole = bytes(name);
    Random random = new Random(3);
    for (int i = 0; i < 60; i++) {
      byte[] damaged = whole.clone();
      for (int changes = 1 + i % 3; changes > 0; changes--) {
        damaged[random.nextInt(i % 2 == 0 ? Math.min(60, whole.length) : whole.length)] =
            (byte) random.nextInt();
      }
      pixelsOrRefused(damaged);
    }
  }

  @ParameterizedTest
  @CsvSource({"rgb8.png", "palette4.png", "gray-alpha16.png", "rgb8-interlaced.png", "exif8.png"})
  void everyByteOfAPngCounts(String name) throws IOException {
    byte[] whole = bytes(name);
    for (int at = 0; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x10;
      assertThat(pixelsOrRefused(damaged)).as("byte %d", at).isNull();
    }
  }

  @Test
  void aDamagedPngSaysWhere() throws IOException {
    byte[] png = bytes("rgb8.png");
    png[60] ^= 1;
    refused(
        Files.write(folder.resolve("bad.png"), png),
        "is damaged: the checksum of its IDAT chunk at byte 33 is wrong");
  }

  @Test
  void aFewBytesThatSayTheyAreBillionsOfPixelsAreRefusedBeforeDecoding() throws IOException {
    byte[] png = bytes("rgb8.png");
    ByteBuffer head = ByteBuffer.wrap(png);
    head.putInt(16, 60_000).putInt(20, 50_000);
    CRC32 sum = new CRC32();
    sum.update(png, 12, 17);
    head.putInt(29, (int) sum.getValue());
    Path file = Files.write(folder.resolve("bomb.png"), png);
    refused(file, "has 60,000 x 50,000 pixels; at most 89,478,485");
    assertThatThrownBy(() -> ImageFile.head(file)).hasMessageContaining("60,000 x 50,000");
  }

  @Test
  void anotherSizeThanAnnotated() {
    assertThatThrownBy(() -> ImageFile.read(PillowTest.FOLDER.resolve("rgb8.png"), 18, 13))
        .hasMessageContaining("rgb8.png is 19 x 13 pixels, the annotations say 18 x 13");
  }

  @Test
  void theNameDecidesNothing() throws IOException {
    Path file = Files.write(folder.resolve("really-webp.jpg"), bytes("lossless.webp"));
    assertThat(ImageFile.read(file).rgb())
        .isEqualTo(ImageFile.read(PillowTest.FOLDER.resolve("lossless.webp")).rgb());
  }
}
