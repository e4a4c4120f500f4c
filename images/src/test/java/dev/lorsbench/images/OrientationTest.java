package dev.lorsbench.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrientationTest {
  /** Pillow's {@code exif_transpose} of an image of 7 x 5 with one bright pixel at (2, 1). */
  @ParameterizedTest
  @CsvSource({
    "1, 2, 1", "2, 4, 1", "3, 4, 3", "4, 2, 3", "5, 1, 2", "6, 3, 2", "7, 3, 4", "8, 1, 4"
  })
  void aShownPixelIsFoundAmongTheStored(int number, int x, int y) {
    Orientation orientation = Orientation.of(number);
    assertThat(orientation.number()).isEqualTo(number);
    assertThat(orientation.stored(new double[] {x, y, 1, 1}, 7, 5)).containsExactly(2, 1, 1, 1);
  }

  @Test
  void theBoxOfAnImageTurnedByAQuarter() {
    assertThat(Orientation.of(6).stored(new double[] {20, 30, 10, 40}, 100, 50))
        .containsExactly(30, 20, 40, 10);
  }

  @ParameterizedTest
  @CsvSource({
    "exif6.jpg, CLOCKWISE",
    "exif8.png, ANTICLOCKWISE",
    "exif3.webp, HALF_TURN",
    "turned6.tif, CLOCKWISE",
    "gray.jpg, PLAIN",
    "rgb8.png, PLAIN",
    "lossy.webp, PLAIN",
    "rgb.gif, PLAIN",
  })
  void filesSayHowTheyAreShown(String name, Orientation expected) {
    Path file = PillowTest.FOLDER.resolve(name);
    assertThat(ImageFile.head(file).orientation()).isEqualTo(expected);
  }
}
