package dev.lorsbench.models.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.lorsbench.experiment.ClassifierConfig;
import dev.lorsbench.models.counting.ClassifierCost;
import dev.lorsbench.models.tensors.Safetensors;
import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.weights.Weight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The classifier against plain PyTorch in double precision ({@code transformer_case.py}). */
class GoldenTransformerTest {
  private static final Path CASES = Path.of("src/test/resources/transformer");
  private static final int SIZE = 8;
  private static final int CLASSES = 5;
  private static final double TOLERANCE = 2e-5;

  @ParameterizedTest
  @ValueSource(strings = {"deit", "deit_lors"})
  void scoresLossAndEveryGradientAreThoseOfPlainPyTorch(String name) throws IOException {
    Safetensors golden = Safetensors.read(CASES.resolve(name + ".safetensors"));
    ClassifierConfig config =
        ClassifierConfig.parse(Files.readString(CASES.resolve(name + ".json")), name);
    try (VisionTransformer model =
            VisionTransformer.create(config, SIZE, CLASSES, Device.cpu(), 0);
        Scope scope = Scope.training(Device.cpu())) {
      assertThat(model.weights().all())
          .extracting(Weight::name)
          .containsExactlyInAnyOrderElementsOf(golden.under("param.").keySet());
      assertThat(model.weights().all().stream().mapToLong(Weight::size).sum())
          .isEqualTo(ClassifierCost.of(config, SIZE, CLASSES, 1).total().parameters());
      golden.under("param.").forEach((n, t) -> model.weights().set(n, t.toFloats()));
      NDArray scores =
          model.forward(scope, scope.floats(floats(golden, "in.images"), 3, 3, SIZE, SIZE));
      NDList loss = scope.tensors("cross_entropy", scores, scope.longs(new long[] {4, 0, 2}, 3));
      assertNear(scores, floats(golden, "out.scores"), "scores");
      assertNear(loss.get(0), floats(golden, "out.loss"), "loss");
      List<Weight> weights = model.weights().trainable();
      NDList found = scope.gradients(loss.get(0), weights.stream().map(Weight::tensor).toList());
      for (int i = 0; i < weights.size(); i++) {
        String weight = weights.get(i).name();
        assertNear(found.get(i), floats(golden, "grad.param." + weight), weight);
      }
    }
  }

  private static float[] floats(Safetensors golden, String name) {
    return golden.find(name).orElseThrow().toFloats();
  }

  /** In the 2-norm, over the golden one's. */
  private static void assertNear(NDArray measured, float[] golden, String what) {
    float[] own = measured.toFloatArray();
    double apart = 0;
    double size = 0;
    for (int i = 0; i < golden.length; i++) {
      apart += Math.pow(own[i] - golden[i], 2);
      size += Math.pow(golden[i], 2);
    }
    assertThat(own).as(what).hasSize(golden.length);
    assertThat(Math.sqrt(apart)).as(what).isLessThan(TOLERANCE * Math.sqrt(size) + 1e-6);
  }
}
