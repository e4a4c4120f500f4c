package dev.lorsbench.models.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import dev.lorsbench.experiment.BackboneConfig;
import dev.lorsbench.experiment.ComputeConfig;
import dev.lorsbench.experiment.ModelConfig;
import dev.lorsbench.experiment.Presets;
import dev.lorsbench.models.Detector;
import dev.lorsbench.models.loss.Targets;
import dev.lorsbench.models.torch.Profile;
import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.torch.Torch;
import dev.lorsbench.models.weights.Weight;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a step copies from the device to the host, and the optimiser that copies nothing. */
class HostReadsTest {
  private static final double RATE = 1e-3;

  @BeforeAll
  static void oneThread() {
    Torch.threads(1);
  }

  /** 896 pixels are enough that levels are read from one table. */
  @ParameterizedTest
  @CsvSource({
    "lors-tiny, 64, false",
    "adamixer-tiny, 64, false",
    "lors-tiny, 896, false",
    "lors-tiny, 896, true"
  })
  void aStepReadsItsMatchingCostsAndNothingElse(String preset, int size, boolean again) {
    try (Detector detector = detector(preset, new ComputeConfig("float32", again));
        AdamW optimiser = optimiser(detector, true)) {
      Profile profile = Profile.of(() -> step(detector, optimiser, size, 1).close());
      assertThat(profile.hostReads()).isEqualTo(1);
      assertThat(profile.numbersRead()).isZero();
      assertThat(profile.calls()).containsKeys("aten::addmm", "aten::where");
    }
  }

  @Test
  void theNumbersOfSeveralStepsAreReadAtOnceAndAreThoseOfStepsReadOneByOne() {
    List<StepResult> oneByOne = new ArrayList<>();
    try (Detector detector = detector("lors-tiny", ComputeConfig.DEFAULT);
        AdamW optimiser = optimiser(detector, true)) {
      Profile profile =
          Profile.of(
              () -> {
                for (int i = 0; i < 3; i++) {
                  oneByOne.add(step(detector, optimiser, 64, 1).read());
                }
              });
      assertThat(profile.hostReads()).isEqualTo(3 + 3);
    }
    try (Detector detector = detector("lors-tiny", ComputeConfig.DEFAULT);
        AdamW optimiser = optimiser(detector, true)) {
      List<StepReport> reports = new ArrayList<>();
      List<StepResult> together = new ArrayList<>();
      Profile profile =
          Profile.of(
              () -> {
                for (int i = 0; i < 3; i++) {
                  reports.add(step(detector, optimiser, 64, 1));
                }
                together.addAll(StepReport.readAll(reports));
              });
      reports.forEach(StepReport::close);
      assertThat(profile.hostReads()).isEqualTo(3 + 1);
      assertThat(profile.numbersRead()).isZero();
      assertThat(together).isEqualTo(oneByOne);
    }
  }

  @Test
  void aBatchInPartsReadsItsMatchingCostsAlone() {
    try (Detector detector = detector("lors-tiny", ComputeConfig.DEFAULT);
        AdamW optimiser = optimiser(detector, true)) {
      Profile profile = Profile.of(() -> step(detector, optimiser, 64, 2).close());
      assertThat(profile.hostReads()).isEqualTo(2);
      assertThat(profile.numbersRead()).isZero();
    }
  }

  @Test
  void theProfileSeesANumberThatIsRead() {
    try (Detector detector = detector("lors-tiny", ComputeConfig.DEFAULT);
        AdamW optimiser = optimiser(detector, false)) {
      Profile profile = Profile.of(() -> step(detector, optimiser, 64, 1).close());
      assertThat(profile.numbersRead()).isPositive();
    }
  }

  @Test
  void stepsOnTheDeviceEndWhereStepsInPiecesDo() {
    List<float[]> pieces = weights(false);
    List<float[]> device = weights(true);
    for (int i = 0; i < pieces.size(); i++) {
      for (int j = 0; j < pieces.get(i).length; j++) {
        // A thousandth of what a weight moves in a step.
        assertThat(device.get(i)[j]).isCloseTo(pieces.get(i)[j], within(1e-6f));
      }
    }
  }

  @Test
  void onTheDeviceAGradientThatIsNotFiniteChangesNothing() {
    try (Detector detector = detector("lors-tiny", ComputeConfig.DEFAULT);
        AdamW optimiser = optimiser(detector, true)) {
      step(detector, optimiser, 64, 1).close();
      List<float[]> weights = values(detector);
      List<float[]> state = optimiser.state().values().stream().map(NDArray::toFloatArray).toList();
      try (Scope scope = detector.training()) {
        NDArray weight = detector.weights().trainable().get(0).tensor();
        NDArray loss = scope.tensor("probe", List.of(weight), List.of(weight.zerosLike().div(0)));
        assertThat(scope.read(optimiser.step(scope, loss, RATE))[0]).isNaN();
      }
      assertThat(values(detector)).usingRecursiveComparison().isEqualTo(weights);
      assertThat(optimiser.state().values().stream().map(NDArray::toFloatArray).toList())
          .usingRecursiveComparison()
          .isEqualTo(state);
    }
  }

  private static List<float[]> weights(boolean onDevice) {
    try (Detector detector = detector("lors-tiny", ComputeConfig.DEFAULT);
        AdamW optimiser = optimiser(detector, onDevice)) {
      // From one step's gradient alone: those of a later one would depend on the last bits.
      step(detector, optimiser, 64, 1).close();
      return values(detector);
    }
  }

  private static List<float[]> values(Detector detector) {
    return detector.weights().trainable().stream().map(Weight::values).toList();
  }

  /** One step with an image a part. */
  private static StepReport step(Detector detector, AdamW optimiser, int size, int parts) {
    int count = parts * 3 * size * size;
    ByteBuffer pixels = ByteBuffer.allocateDirect(4 * count).order(ByteOrder.nativeOrder());
    for (int i = 0; i < count; i++) {
      pixels.putFloat(4 * i, (i / 8 + i / (8 * size)) % 2 == 0 ? 1 : -1);
    }
    int[][] shapes = new int[parts][];
    float[][] boxes = new float[parts][];
    int[][] labels = new int[parts][];
    Arrays.fill(shapes, new int[] {size, size});
    Arrays.fill(boxes, new float[] {8, 8, 40, 30, 20, 30, 60, 62});
    Arrays.fill(labels, new int[] {0, 2});
    return new TrainStep(detector, optimiser)
        .runInParts(pixels, size, size, shapes, new Targets(boxes, labels), RATE, 0, parts);
  }

  private static Detector detector(String preset, ComputeConfig compute) {
    ModelConfig model =
        new ModelConfig(BackboneConfig.fresh("resnet18", 8), Presets.of(preset).decoder());
    return Detector.create(model, 3, Device.cpu(), 7, compute);
  }

  private static AdamW optimiser(Detector detector, boolean onDevice) {
    return new AdamW(detector.weights(), AdamWSettings.of(1e-4, 1), DecayRule.UNIFORM, onDevice);
  }
}
