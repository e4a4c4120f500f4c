package dev.lorsbench.models.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import dev.lorsbench.experiment.BackboneConfig;
import dev.lorsbench.models.testing.Formula;
import dev.lorsbench.models.testing.GoldenCases;
import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.weights.Weight;
import dev.lorsbench.models.weights.Weights;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every backbone against numbers of a reference in Python, itself held to torchvision's models; see
 * {@code src/test/python/backbones.py}. In double precision, so that the tolerance is tight.
 */
class BackboneGoldenTest {
  private static final double TOLERANCE = 1e-8;

  private record Level(
      long[] shape, double mean, double deviation, double[] first, double[] last) {}

  private record Golden(
      String backbone,
      int width,
      int batch,
      int height,
      int image_width,
      List<Level> levels,
      long parameters,
      Map<String, long[]> shapes,
      Map<String, Double> gradient_norms) {
    @Override
    public String toString() {
      return backbone;
    }
  }

  static List<Golden> golden() throws IOException {
    return GoldenCases.of(BackboneGoldenTest.class, "golden.json", Golden.class);
  }

  @ParameterizedTest
  @MethodSource("golden")
  void equalsTheReference(Golden golden) {
    BackboneConfig config = new BackboneConfig(golden.backbone, golden.width, -1, true, 0);
    try (Weights weights = new Weights(Device.cpu(), 0, DataType.FLOAT64);
        Scope scope = Scope.training(Device.cpu())) {
      Backbone backbone = Backbone.of(weights.root(), config);
      Formula.fill(weights);
      names(golden, weights);
      long[] shape = {golden.batch, 3, golden.height, golden.image_width};
      NDArray images = doubles(scope.floats(Formula.image(shape), shape));
      List<NDArray> levels = backbone.forward(scope, images);
      levels(golden, levels, backbone.channels());
      gradients(golden, scope, weights, levels);
    }
  }

  private static void names(Golden golden, Weights weights) {
    long parameters = weights.all().stream().filter(w -> !w.buffer()).mapToLong(Weight::size).sum();
    assertThat(parameters).isEqualTo(golden.parameters);
    if (golden.shapes != null) {
      Map<String, long[]> ours = new TreeMap<>();
      weights.all().forEach(w -> ours.put(w.name(), w.shape()));
      assertThat(ours.keySet()).isEqualTo(golden.shapes.keySet());
      ours.forEach((name, shape) -> assertThat(shape).as(name).isEqualTo(golden.shapes.get(name)));
    }
  }

  private static void levels(Golden golden, List<NDArray> levels, List<Long> channels) {
    for (int i = 0; i < levels.size(); i++) {
      Level level = golden.levels.get(i);
      assertThat(levels.get(i).getShape().getShape()).isEqualTo(level.shape);
      assertThat(channels.get(i)).isEqualTo(level.shape[1]);
      double[] values = levels.get(i).toDoubleArray();
      double mean = Arrays.stream(values).sum() / values.length;
      double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
      near("mean", mean, level.mean);
      near("deviation", Math.sqrt(squares / (values.length - 1)), level.deviation);
      for (int j = 0; j < level.first.length; j++) {
        near("first", values[j], level.first[j]);
        near("last", values[values.length - level.last.length + j], level.last[j]);
      }
    }
  }

  private static void gradients(Golden golden, Scope scope, Weights weights, List<NDArray> levels) {
    NDList probes = new NDList();
    for (int i = 0; i < levels.size(); i++) {
      long[] shape = levels.get(i).getShape().getShape();
      probes.add(doubles(scope.floats(Formula.uniform("probe" + i, shape), shape)));
    }
    NDArray loss = scope.tensor("probe", levels, probes);
    List<Weight> trained = weights.trainable();
    List<NDArray> of = new ArrayList<>();
    trained.forEach(w -> of.add(w.tensor()));
    NDList found = scope.gradients(loss, of);
    assertThat(golden.gradient_norms).hasSize(trained.size());
    for (int i = 0; i < trained.size(); i++) {
      double[] g = found.get(i).toDoubleArray();
      double norm = Math.sqrt(Arrays.stream(g).map(v -> v * v).sum());
      // The probes are float32 here; the reference has them in double precision.
      String name = trained.get(i).name();
      double expected = golden.gradient_norms.get(name);
      assertThat(norm).as(name).isCloseTo(expected, within(1e-6 * (1e-3 + expected)));
    }
  }

  private static NDArray doubles(NDArray floats) {
    return floats.toType(DataType.FLOAT64, true);
  }

  private static void near(String what, double value, double expected) {
    assertThat(value).as(what).isCloseTo(expected, within(TOLERANCE * (1 + Math.abs(expected))));
  }
}
