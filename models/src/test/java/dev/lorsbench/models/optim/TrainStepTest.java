package dev.lorsbench.models.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import dev.lorsbench.experiment.BackboneConfig;
import dev.lorsbench.experiment.ModelConfig;
import dev.lorsbench.experiment.Presets;
import dev.lorsbench.models.Detector;
import dev.lorsbench.models.loss.NonFiniteCostException;
import dev.lorsbench.models.loss.Targets;
import dev.lorsbench.models.torch.Torch;
import dev.lorsbench.models.weights.Weight;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainStepTest {
  private static final int SIZE = 64;
  private static final int[][] SHAPES = {{SIZE, SIZE}, {SIZE, SIZE}};
  private static final Targets TARGETS =
      new Targets(new float[][] {{8, 8, 40, 30, 20, 30, 60, 62}, {}}, new int[][] {{0, 2}, {}});

  @BeforeAll
  static void oneThread() {
    Torch.threads(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"adamixer-tiny", "lors-tiny"})
  void stepsLowerTheLossAndRepeatToTheLastBit(String preset) {
    List<Float> losses = losses(preset, 25);
    assertThat(losses.get(24)).isLessThan(losses.get(0) / 2);
    assertThat(losses(preset, 25)).isEqualTo(losses);
  }

  private static List<Float> losses(String preset, int steps) {
    List<Float> losses = new ArrayList<>();
    try (Detector detector = detector(preset);
        AdamW optimiser = optimiser(detector)) {
      TrainStep step = new TrainStep(detector, optimiser);
      for (int i = 0; i < steps; i++) {
        StepResult result = step.run(pixels(0), SIZE, SIZE, SHAPES, TARGETS, 1e-3, 0).read();
        assertThat(result.parts().values().stream().mapToDouble(Float::doubleValue).sum())
            .isCloseTo(result.loss(), withinPercentage(0.01));
        losses.add(result.loss());
      }
    }
    return losses;
  }

  @Test
  void pixelsThatAreNotFiniteChangeNoWeight() {
    try (Detector detector = detector("lors-tiny");
        AdamW optimiser = optimiser(detector)) {
      List<float[]> before = trained(detector);
      TrainStep step = new TrainStep(detector, optimiser);
      ByteBuffer bad = pixels(Float.NaN);
      assertThatThrownBy(() -> step.run(bad, SIZE, SIZE, SHAPES, TARGETS, 1e-3, 0))
          .isInstanceOf(NonFiniteCostException.class)
          .hasMessageContaining("stage 0, image 0");
      Targets none = new Targets(new float[2][0], new int[2][0]);
      assertThatThrownBy(() -> step.run(bad, SIZE, SIZE, SHAPES, none, 1e-3, 0).read())
          .isInstanceOf(DivergedException.class)
          .hasMessageContaining("stage0_loss_cls");
      assertThat(trained(detector)).usingRecursiveComparison().isEqualTo(before);
    }
  }

  @Test
  void twoHundredStepsLeaveNativeMemoryFlat() throws IOException {
    assumeTrue(
        Files.isReadable(Path.of("/proc/self/status")), "resident memory is read from /proc");
    try (Detector detector = detector("lors-tiny");
        AdamW optimiser = optimiser(detector)) {
      TrainStep step = new TrainStep(detector, optimiser);
      ByteBuffer pixels = pixels(0);
      long before = 0;
      for (int i = 0; i < 250; i++) {
        if (i == 50) {
          before = residentMib();
        }
        step.run(pixels, SIZE, SIZE, SHAPES, TARGETS, 1e-4, 0).read();
      }
      // A step's graph alone is about 10 MiB, so a leak of one tensor in ten would show.
      assertThat(residentMib() - before).isLessThan(100);
    }
  }

  private static long residentMib() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("RssAnon"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .sum();
  }

  private static List<float[]> trained(Detector detector) {
    return detector.weights().trainable().stream().map(Weight::values).toList();
  }

  private static Detector detector(String preset) {
    ModelConfig config = Presets.of(preset);
    BackboneConfig small = BackboneConfig.fresh("resnet18", 8);
    return Detector.create(new ModelConfig(small, config.decoder()), 3, Device.cpu(), 7);
  }

  private static AdamW optimiser(Detector detector) {
    return new AdamW(detector.weights(), AdamWSettings.of(1e-4, 1), DecayRule.UNIFORM);
  }

  /** Two images of a checkered pattern, plus {@code offset}. */
  private static ByteBuffer pixels(float offset) {
    int count = 2 * 3 * SIZE * SIZE;
    ByteBuffer pixels = ByteBuffer.allocateDirect(4 * count).order(ByteOrder.nativeOrder());
    for (int i = 0; i < count; i++) {
      pixels.putFloat(4 * i, offset + ((i / 8 + i / (8 * SIZE)) % 2 == 0 ? 1 : -1));
    }
    return pixels;
  }
}
