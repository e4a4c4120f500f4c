package dev.lorsbench.models.counting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.Device;
import com.google.gson.JsonObject;
import dev.lorsbench.experiment.BackboneConfig;
import dev.lorsbench.experiment.ModelConfig;
import dev.lorsbench.experiment.Presets;
import dev.lorsbench.models.Detector;
import dev.lorsbench.models.testing.GoldenCases;
import dev.lorsbench.models.weights.Weight;
import dev.lorsbench.models.weights.Weight.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Costs against a run of the very operations that was watched ({@code
 * src/test/python/counting.py}), and parameters against detectors that are made.
 */
class DetectorCostTest {
  private record Golden(
      String name,
      JsonObject model,
      int batch,
      int height,
      int width,
      Map<String, Long> multiply_adds,
      Map<String, Long> kept_bytes) {
    DetectorCost cost() {
      ModelConfig config = ModelConfig.parse(model.toString(), name);
      return DetectorCost.of(
          config, config.classes().orElseThrow(), new ImageBatch(batch, height, width));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Golden> golden() throws IOException {
    return GoldenCases.of(DetectorCostTest.class, "golden.json", Golden.class);
  }

  /** The run tells mixing's products apart by operation alone, so its parts are taken together. */
  private static Set<Part> parts(String key) {
    EnumSet<Part> found = EnumSet.noneOf(Part.class);
    for (Part part : Part.values()) {
      if (part.key().equals(key) || part.key().startsWith(key + "_")) {
        found.add(part);
      }
    }
    return found;
  }

  private static Cost of(DetectorCost cost, String key) {
    return parts(key).stream()
        .map(part -> cost.byPart().getOrDefault(part, Cost.ZERO))
        .reduce(Cost.ZERO, Cost::plus);
  }

  @ParameterizedTest
  @MethodSource("golden")
  void productsAndInterpolationsAreThoseOfTheRun(Golden golden) {
    DetectorCost cost = golden.cost();
    golden.multiply_adds.forEach(
        (key, n) -> assertThat(of(cost, key).multiplyAdds()).as(key).isEqualTo(n));
    assertThat(cost.total().multiplyAdds())
        .isEqualTo(golden.multiply_adds.values().stream().mapToLong(n -> n).sum());
  }

  @ParameterizedTest
  @MethodSource("golden")
  void keptBytesAreThoseOfTheRun(Golden golden) {
    DetectorCost cost = golden.cost();
    golden.kept_bytes.forEach(
        (key, bytes) -> assertThat(of(cost, key).kept()).as(key).isEqualTo(bytes));
    assertThat(cost.total().kept())
        .isEqualTo(golden.kept_bytes.values().stream().mapToLong(n -> n).sum());
  }

  static List<ModelConfig> models() {
    List<ModelConfig> models = new ArrayList<>();
    for (String name : BackboneConfig.NAMES) {
      boolean swin = name.startsWith("swin");
      for (int frozen = -1; frozen <= 4; frozen += name.endsWith("18") || swin ? 1 : 5) {
        BackboneConfig backbone = new BackboneConfig(name, swin ? 32 : 8, frozen, true, 0);
        String preset = frozen % 2 == 0 ? "lors-tiny" : "adamixer-tiny";
        models.add(new ModelConfig(backbone, Presets.of(preset).decoder()));
      }
    }
    String shared = "{preset: lors-tiny, kernel_sizes: [0, 4, 0], kernel_groups: [1, 0, 0],";
    models.add(ModelConfig.parse(shared + " mix_out_proj_ranks: [0, 2, 0]}", "shared"));
    return models;
  }

  @ParameterizedTest
  @MethodSource("models")
  void parametersAreThoseOfTheDetector(ModelConfig config) {
    Cost cost = DetectorCost.of(config, 3, new ImageBatch(1, 64, 64)).total();
    try (Detector detector = Detector.create(config, 3, Device.cpu(), 0)) {
      assertThat(cost.trainable()).isEqualTo(elements(detector, Kind.TRAINABLE));
      assertThat(cost.frozen()).isEqualTo(elements(detector, Kind.FROZEN));
      assertThat(cost.buffers()).isEqualTo(elements(detector, Kind.BUFFER));
    }
  }

  private static long elements(Detector detector, Kind kind) {
    return detector.weights().all().stream()
        .filter(w -> w.kind() == kind)
        .mapToLong(Weight::size)
        .sum();
  }

  @Test
  void stagesAndPartsAddUpToTheDecoder() {
    for (String preset : Presets.NAMES) {
      ModelConfig config = Presets.of(preset);
      DetectorCost cost = DetectorCost.of(config, 80, new ImageBatch(1, 320, 320));
      ParameterCount count = ParameterCount.of(config.decoder(), 80);
      assertThat(cost.decoder().parameters()).as(preset).isEqualTo(count.total());
      count
          .byPart()
          .forEach((part, n) -> assertThat(cost.byPart().get(part).parameters()).isEqualTo(n));
      assertThat(cost.byStage()).hasSize(config.decoder().numStages() + 1);
      assertThat(cost.byStage().get(-1).parameters())
          .isEqualTo(count.byPart().getOrDefault(Part.MIXING_SHARED, 0L));
    }
  }

  @Test
  void bytesFollowFromElements() {
    Cost cost = new Cost(10, 3, 2, 0, 7);
    assertThat(cost.weightBytes()).isEqualTo(60);
    assertThat(cost.gradientBytes()).isEqualTo(40);
    assertThat(cost.optimiserBytes()).isEqualTo(80);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ImageBatch(0, 32, 32))
        .withMessage("images is 0; allowed is 1 to 65536");
  }
}
