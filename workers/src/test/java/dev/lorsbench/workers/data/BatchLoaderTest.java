package dev.lorsbench.workers.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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
  @TempDir Path folder;

  @Test
  void batchesAreTheSameForAnyNumberOfThreadsAndAnyCache() {
    List<float[]> one = pixels(1, PLENTY);
    assertThat(pixels(5, PLENTY)).usingRecursiveComparison().isEqualTo(one);
    assertThat(pixels(3, 4_000)).usingRecursiveComparison().isEqualTo(one);
  }

  private static List<float[]> pixels(int threads, long cacheBytes) {
    BatchOptions options = new BatchOptions(4, 3, 32, 0.5, false);
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
    byte[] rgb = new ImageCache(32, PLENTY).get(sample);
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
            new BatchOptions(0, 4, 32, 0, true),
            cache,
            2)) {
      Batch batch = loader.take(1);
      assertThat(batch.imageIds()).containsOnly(1);
      assertThat(batch.replaced()).hasValue(2);
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
            new BatchOptions(0, 1, 32, flip, false),
            new ImageCache(32, PLENTY),
            1)) {
      return loader.take(1);
    }
  }

  private static BatchLoader loader(List<Sample> samples, boolean skip) {
    return new BatchLoader(
        samples, new BatchOptions(0, 2, 32, 0, skip), new ImageCache(32, PLENTY), 1);
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
