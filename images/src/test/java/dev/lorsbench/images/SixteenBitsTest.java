package dev.lorsbench.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where Pillow's conversion is not followed: it makes all above 255 of 65,535 white. */
class SixteenBitsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"png", "tiff"})
  void ofGrayTheUpperEightAreRead(String format) throws IOException {
    BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_USHORT_GRAY);
    int[] levels = {0x00ff, 0x1280, 0xffff};
    image.getRaster().setPixels(0, 0, 3, 1, levels);
    Path file = folder.resolve("sixteen");
    assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
    assertThat(ImageFile.read(file).rgb()).containsExactly(0, 0, 0, 0x12, 0x12, 0x12, -1, -1, -1);
  }
}
