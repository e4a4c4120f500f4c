package dev.lorsbench.models.counting;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import com.google.gson.JsonObject;
import dev.lorsbench.experiment.ClassifierConfig;
import dev.lorsbench.models.testing.GoldenCases;
import dev.lorsbench.models.transformer.VisionTransformer;
import dev.lorsbench.models.weights.Weight;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Costs against a run of the very operations that was watched ({@code
 * src/test/python/counting.py}), and parameters against classifiers that are made.
 */
class ClassifierCostTest {
  /** A run tells a layer's products from norms by operation, and shared from private ones not. */
  private static final Map<String, List<String>> PARTS =
      Map.of(
          "embedding", List.of("embedding"),
          "layers", List.of("blocks, shared", "blocks, private"),
          "norms", List.of("blocks, biases and norms"),
          "attention", List.of("blocks, attention"),
          "head", List.of("head"));

  private record Golden(
      String name,
      JsonObject model,
      int classes,
      int batch,
      int size,
      Map<String, Long> multiply_adds,
      Map<String, Long> kept_bytes) {
    ClassifierConfig config() {
      return ClassifierConfig.parse(model.toString(), name);
    }

    ClassifierCost cost() {
      return ClassifierCost.of(config(), size, classes, batch);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Golden> golden() throws IOException {
    return GoldenCases.of(ClassifierCostTest.class, "classifiers.json", Golden.class);
  }

  @ParameterizedTest
  @MethodSource("golden")
  void productsAreThoseOfTheRun(Golden golden) {
    requireEqual(golden.cost(), golden.multiply_adds, Cost::multiplyAdds);
  }

  @ParameterizedTest
  @MethodSource("golden")
  void keptBytesAreThoseOfTheRun(Golden golden) {
    requireEqual(golden.cost(), golden.kept_bytes, Cost::kept);
  }

  private static void requireEqual(
      ClassifierCost cost, Map<String, Long> watched, ToLongFunction<Cost> of) {
    assertThat(watched.keySet()).isEqualTo(PARTS.keySet());
    watched.forEach(
        (part, n) ->
            assertThat(PARTS.get(part).stream().map(cost.byPart()::get).mapToLong(of).sum())
                .as(part)
                .isEqualTo(n));
    assertThat(of.applyAsLong(cost.total()))
        .isEqualTo(watched.values().stream().mapToLong(n -> n).sum());
  }

  @ParameterizedTest
  @MethodSource("golden")
  void parametersAreThoseOfTheClassifier(Golden golden) {
    try (VisionTransformer made =
        VisionTransformer.create(golden.config(), golden.size, golden.classes, Device.cpu(), 0)) {
      assertThat(golden.cost().total().trainable())
          .isEqualTo(made.weights().all().stream().mapToLong(Weight::size).sum());
    }
  }
}
