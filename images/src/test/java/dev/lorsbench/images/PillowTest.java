package dev.lorsbench.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind that is read, against Pillow's pixels (the folder's make.py wrote both). */
class PillowTest {
  static final Path FOLDER = Path.of("src/test/resources/pillow");

  static List<String> images() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(name -> name.endsWith(".rgb"))
          .map(name -> name.substring(0, name.length() - ".rgb".length()))
          .sorted(Comparator.naturalOrder())
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("images")
  void pixelsAreThoseOfPillow(String name) throws IOException {
    ByteBuffer expected = ByteBuffer.wrap(Files.readAllBytes(FOLDER.resolve(name + ".rgb")));
    int width = expected.getShort();
    int height = expected.getShort();
    byte[] rgb = new byte[expected.remaining()];
    expected.get(rgb);
    Pixels seen = ImageFile.read(FOLDER.resolve(name));
    assertThat(new int[] {seen.width(), seen.height()}).containsExactly(width, height);
    assertThat(worst(seen.rgb(), rgb)).isLessThanOrEqualTo(name.equals("ycbcr.tif") ? 1 : 0);
    ImageHead head = ImageFile.head(FOLDER.resolve(name));
    assertThat(new int[] {head.width(), head.height()}).containsExactly(width, height);
  }

  /** The largest difference of two levels. */
  private static int worst(byte[] seen, byte[] expected) {
    assertThat(seen).hasSameSizeAs(expected);
    return IntStream.range(0, seen.length)
        .map(i -> Math.abs((seen[i] & 0xff) - (expected[i] & 0xff)))
        .max()
        .orElseThrow();
  }

  @Test
  void thereAreAllOfThem() throws IOException {
    assertThat(images()).hasSizeGreaterThan(100);
  }
}
