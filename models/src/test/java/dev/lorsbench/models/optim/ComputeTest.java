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
import dev.lorsbench.models.adamixer.StageOutput;
import dev.lorsbench.models.loss.SetLoss;
import dev.lorsbench.models.loss.Targets;
import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.torch.Torch;
import dev.lorsbench.models.weights.Uniform;
import dev.lorsbench.models.weights.Weight;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Other ways to compute a step: stages computed again on the way back, products of bfloat16. */
class ComputeTest {
  private static final ComputeConfig CHECKPOINTED = new ComputeConfig("float32", true);
  private static final ComputeConfig BFLOAT16 = new ComputeConfig("bfloat16", false);

  @BeforeAll
  static void oneThread() {
    Torch.threads(1);
  }

  /** 896 pixels are enough that levels are read from one table. */
  @ParameterizedTest
  @CsvSource({
    "lors-tiny, 64, nothing",
    "adamixer-tiny, 64, nothing",
    "lors-tiny, 896, nothing",
    "adamixer-tiny, 896, nothing",
    "lors-tiny, 64, ^(backbone|neck)",
    "lors-tiny, 896, ^(backbone|neck)",
    "adamixer-tiny, 64, init_content"
  })
  void stagesComputedAgainGiveTheSameGradientsToTheLastBit(String preset, int size, String freeze) {
    List<float[]> kept = gradients(preset, size, freeze, ComputeConfig.DEFAULT);
    List<float[]> again = gradients(preset, size, freeze, CHECKPOINTED);
    assertThat(again).usingRecursiveComparison().isEqualTo(kept);
    assertThat(kept).allSatisfy(g -> assertThat(g).isNotEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"lors-tiny", "adamixer-tiny"})
  void stepsEndWithTheSameWeights(String preset) {
    assertThat(weightsAfterSteps(preset, CHECKPOINTED))
        .usingRecursiveComparison()
        .isEqualTo(weightsAfterSteps(preset, ComputeConfig.DEFAULT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lors-tiny", "adamixer-tiny"})
  void bfloat16LearnsAsFloat32DoesAndRepeatsToTheLastBit(String preset) {
    List<Float> wide = losses(preset, ComputeConfig.DEFAULT);
    List<Float> narrow = losses(preset, BFLOAT16);
    double first = wide.get(0);
    assertThat((double) narrow.get(0)).isNotEqualTo(first).isEqualTo(first, within(0.02 * first));
    assertThat(narrow.get(24)).isLessThan(narrow.get(0) / 2);
    assertThat(losses(preset, BFLOAT16)).isEqualTo(narrow);
  }

  private static List<float[]> gradients(
      String preset, int size, String freeze, ComputeConfig compute) {
    try (Detector detector = detector(preset, compute)) {
      detector.weights().freeze(Pattern.compile(freeze));
      spread(detector);
      List<NDArray> of = detector.weights().trainable().stream().map(Weight::tensor).toList();
      try (Scope scope = detector.training()) {
        NDArray image = scope.floats(pixels(size), 1, 3, size, size);
        int[][] shapes = {{size, size}};
        List<StageOutput> stages = detector.forward(scope, image, shapes);
        NDArray loss = SetLoss.of(scope, stages, shapes, targets(1, size)).total();
        return scope.gradients(loss, of).stream().map(NDArray::toFloatArray).toList();
      }
    }
  }

  private static List<float[]> weightsAfterSteps(String preset, ComputeConfig compute) {
    try (Detector detector = detector(preset, compute);
        AdamW optimiser = optimiser(detector)) {
      run(detector, optimiser, 4);
      return detector.weights().trainable().stream().map(Weight::values).toList();
    }
  }

  private static List<Float> losses(String preset, ComputeConfig compute) {
    try (Detector detector = detector(preset, compute);
        AdamW optimiser = optimiser(detector)) {
      return run(detector, optimiser, 25);
    }
  }

  private static List<Float> run(Detector detector, AdamW optimiser, int steps) {
    TrainStep step = new TrainStep(detector, optimiser);
    List<Float> losses = new ArrayList<>();
    for (int i = 0; i < steps; i++) {
      int[][] shapes = {{64, 64}};
      losses.add(step.run(pixels(64), 64, 64, shapes, targets(1, 64), 1e-3, 0).read().loss());
    }
    return losses;
  }

  /** Fresh generators are zero, and so would be the gradients of what lies behind them. */
  private static void spread(Detector detector) {
    for (Weight weight : detector.weights().all()) {
      if (weight.name().contains("generator") && weight.name().endsWith("weight")) {
        Uniform random = new Uniform(3, weight.name());
        float[] values = new float[(int) weight.size()];
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) (0.05 * random.normal(i));
        }
        detector.weights().set(weight.name(), values);
      }
    }
  }

  private static Detector detector(String preset, ComputeConfig compute) {
    ModelConfig config = Presets.of(preset);
    BackboneConfig small = BackboneConfig.fresh("resnet18", 8);
    ModelConfig model = new ModelConfig(small, config.decoder());
    return Detector.create(model, 3, Device.cpu(), 7, compute);
  }

  private static AdamW optimiser(Detector detector) {
    return new AdamW(detector.weights(), AdamWSettings.of(1e-4, 1), DecayRule.UNIFORM);
  }

  private static Targets targets(int images, int size) {
    float[] boxes = {.1f, .1f, .6f, .5f, .3f, .3f, .9f, .95f};
    float[][] all = new float[images][boxes.length];
    int[][] labels = new int[images][];
    for (int b = 0; b < images; b++) {
      for (int i = 0; i < boxes.length; i++) {
        all[b][i] = boxes[i] * size;
      }
      labels[b] = new int[] {0, 2};
    }
    return new Targets(all, labels);
  }

  private static ByteBuffer pixels(int size) {
    int count = 3 * size * size;
    ByteBuffer pixels = ByteBuffer.allocateDirect(4 * count).order(ByteOrder.nativeOrder());
    for (int i = 0; i < count; i++) {
      pixels.putFloat(4 * i, (i / 8 + i / (8 * size)) % 2 == 0 ? 1 : -1);
    }
    return pixels;
  }
}
