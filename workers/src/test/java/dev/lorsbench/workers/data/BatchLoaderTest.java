package dev.lorsbench.workers.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lorsbench.experiment.CropConfig;
import dev.lorsbench.experiment.ResizeConfig;
import dev.lorsbench.experiment.TrialException;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchLoaderTest {
  private static final long PLENTY = 1 << 26;
  private static final Framing SQUARE = Framing.stretched(32);
  @TempDir Path folder;

  @Test
  void batchesAreTheSameForAnyNumberOfThreadsAndAnyCache() {
    List<float[]> one = pixels(1, PLENTY);
    assertThat(pixels(5, PLENTY)).usingRecursiveComparison().isEqualTo(one);
    assertThat(pixels(3, 4_000)).usingRecursiveComparison().isEqualTo(one);
  }

  private static List<float[]> pixels(int threads, long cacheBytes) {
    BatchOptions options = new BatchOptions(4, 3, SQUARE, 0.5, false);
    List<float[]> out = new ArrayList<>();
    try (BatchLoader loader =
        new BatchLoader(goodSamples(), options, new ImageCache(32, cacheBytes), threads)) {
      for (long step = 1; step <= 6; step++) {
        try (Batch batch = loader.take(step)) {
          out.add(floats(batch));
          out.addAll(List.of(batch.boxes()));
        }
      }
    }
    return out;
  }

  @Test
  void pixelsAreNormalisedPlanesAndFlippingMirrorsPixelsAndBoxes() {
    Sample sample = sample(1, TestImages.file("colour.png"));
    float[] plain = floats(only(sample, 0));
    Batch flipped = only(sample, 1);
    float[] mirrored = floats(flipped);
    byte[] rgb = new ImageCache(32, PLENTY).get(sample).rgb();
    assertThat(plain[5]).isEqualTo(((rgb[15] & 0xff) - 123.675f) / 58.395f);
    assertThat(plain[2 * 1024 + 33]).isEqualTo(((rgb[33 * 3 + 2] & 0xff) - 103.53f) / 57.375f);
    for (int x = 0; x < 32; x++) {
      assertThat(mirrored[1024 + 7 * 32 + x]).isEqualTo(plain[1024 + 7 * 32 + 31 - x]);
    }
    float sx = 32f / 97;
    assertThat(flipped.boxes()[0])
        .containsExactly(
            new float[] {32 - 50 * sx, 5 * 32f / 61, 32 - 10 * sx, 40 * 32f / 61}, within(1e-5f));
  }

  @Test
  void croppedAndPaddedBatchesAreTheSameForAnyNumberOfThreadsAndFromAnyStep() {
    List<Batch> straight = unequal(1, PLENTY, 1);
    for (List<Batch> other : List.of(unequal(5, PLENTY, 1), unequal(2, 50_000, 1))) {
      assertThat(other).usingRecursiveComparison().ignoringFields("release").isEqualTo(straight);
    }
    assertThat(unequal(3, PLENTY, 5))
        .usingRecursiveComparison()
        .ignoringFields("release")
        .isEqualTo(straight.subList(4, straight.size()));
    assertThat(straight).extracting(b -> b.shapesHw()[0][0]).contains(32, 48);
  }

  @Test
  void zerosLieAroundAnImageThatIsSmallerThanItsBatch() {
    int cropped = 0;
    for (Batch batch : unequal(2, PLENTY, 1)) {
      float[] pixels = floats(batch);
      assertThat(batch.height() % 32 + batch.width() % 32).isZero();
      for (int image = 0; image < batch.images(); image++) {
        int[] hw = batch.shapesHw()[image];
        for (int i = 0; i < 3 * batch.height() * batch.width(); i++) {
          int x = i % batch.width();
          int y = i / batch.width() % batch.height();
          float value = pixels[image * 3 * batch.height() * batch.width() + i];
          assertThat(value == 0).isEqualTo(x >= hw[1] || y >= hw[0]);
        }
        for (int i = 0; i < batch.boxes()[image].length; i++) {
          assertThat(batch.boxes()[image][i]).isBetween(0f, (float) hw[1 - i % 2]);
        }
        cropped += batch.labels()[image].length == 0 ? 1 : 0;
      }
    }
    assertThat(cropped).isPositive();
  }

  private static List<Batch> unequal(int threads, long cacheBytes, long from) {
    ResizeConfig resize = new ResizeConfig(List.of(32, 48), 80);
    Framing framing = new Framing(0, resize, new CropConfig(List.of(40, 60), 16, 30, 0.5));
    BatchOptions options = new BatchOptions(4, 3, framing, 0.5, false);
    List<Batch> out = new ArrayList<>();
    try (BatchLoader loader =
        new BatchLoader(goodSamples(), options, framing.cache(cacheBytes), threads)) {
      for (long step = from; step <= 8; step++) {
        out.add(loader.take(step));
      }
    }
    return out;
  }

  @Test
  void aBadImageEndsTheTrialByName() throws IOException {
    List<Sample> samples = List.of(sample(9, Files.writeString(folder.resolve("bad.jpg"), "x")));
    try (BatchLoader loader = loader(samples, false)) {
      assertThatThrownBy(() -> loader.take(1))
          .isInstanceOf(TrialException.class)
          .hasMessageContaining("bad.jpg");
    }
  }

  @Test
  void aBadImageIsReplacedByTheNextWhereSkippingIsAllowed() throws IOException {
    Sample bad = sample(9, Files.writeString(folder.resolve("bad.jpg"), "x"));
    ImageCache cache = new ImageCache(32, PLENTY);
    try (BatchLoader loader =
        new BatchLoader(
            List.of(bad, sample(1, TestImages.file("gray.jpg"))),
            new BatchOptions(0, 4, SQUARE, 0, true),
            cache,
            2)) {
      Batch batch = loader.take(1);
      assertThat(batch.imageIds()).containsOnly(1);
      assertThat(batch.replaced()).isEqualTo(2);
    }
  }

  @Test
  void aSetWithoutOneGoodImageEndsTheTrial() throws IOException {
    Sample bad = sample(9, Files.writeString(folder.resolve("bad.jpg"), "x"));
    try (BatchLoader loader = loader(List.of(bad), true)) {
      assertThatThrownBy(() -> loader.take(1)).hasMessageContaining("no image of the split");
    }
  }

  private static Batch only(Sample sample, double flip) {
    try (BatchLoader loader =
        new BatchLoader(
            List.of(sample),
            new BatchOptions(0, 1, SQUARE, flip, false),
            new ImageCache(32, PLENTY),
            1)) {
      return loader.take(1);
    }
  }

  private static BatchLoader loader(List<Sample> samples, boolean skip) {
    return new BatchLoader(
        samples, new BatchOptions(0, 2, SQUARE, 0, skip), new ImageCache(32, PLENTY), 1);
  }

  private static List<Sample> goodSamples() {
    List<Sample> samples = new ArrayList<>();
    for (String name :
        List.of("photo-420.jpg", "photo-444.jpg", "gray.jpg", "colour.png", "palette.png")) {
      samples.add(sample(samples.size() + 1, TestImages.file(name)));
    }
    return samples;
  }

  private static Sample sample(long id, Path file) {
    return new Sample(id, file, 97, 61, new double[] {10, 5, 50, 40}, new int[] {2});
  }

  private static float[] floats(Batch batch) {
    FloatBuffer buffer = batch.pixels().asFloatBuffer();
    float[] out = new float[buffer.remaining()];
    buffer.get(out);
    return out;
  }
}
