package dev.lorsbench.workers.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.TrialException;
import dev.lorsbench.images.ImageFile;
import dev.lorsbench.images.Pixels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Against files and pixels that Pillow 11 wrote: {@code open, convert('RGB'), resize(BILINEAR)}.
 */
class ResizedImageTest {
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
  void aBadImageIsBadDataAndStaysSo() throws IOException {
    byte[] whole = Files.readAllBytes(TestImages.file("photo-444.jpg"));
    Path cut = Files.write(folder.resolve("cut.jpg"), Arrays.copyOf(whole, whole.length * 2 / 3));
    Sample sample = new Sample(1, cut, 97, 61, new double[0], new int[0]);
    ImageCache cache = ImageCache.ofWholeImages(0);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> cache.get(sample))
          .isInstanceOfSatisfying(
              TrialException.class, e -> assertThat(e.failure()).isEqualTo(Failure.BAD_DATA))
          .hasMessageContaining("cut.jpg is cut short");
    }
    assertThat(cache.broken(sample)).hasValueSatisfying(why -> assertThat(why).contains("cut.jpg"));
  }
}
