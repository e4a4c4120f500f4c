package dev.lorsbench.models.backbone;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import dev.lorsbench.experiment.BackboneConfig;
import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.weights.Weights;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a scope still owns behind a backbone: its levels, and no map in between. */
class HeldTensorsTest {
  private static final int SIZE = 64;

  @ParameterizedTest
  @ValueSource(strings = {"resnet18", "resnet50", "resnet101", "swin-t", "swin-s"})
  void aScopeHoldsTheImagesAndTheLevels(String name) {
    for (boolean training : new boolean[] {true, false}) {
      int width = name.startsWith("swin") ? 32 : 8;
      try (Weights weights = new Weights(Device.cpu(), 0);
          Scope scope = training ? Scope.training(Device.cpu()) : Scope.inference(Device.cpu())) {
        Backbone backbone =
            Backbone.of(weights.root(), new BackboneConfig(name, width, 1, true, 0));
        NDArray images = scope.floats(new float[3 * SIZE * SIZE], 1, 3, SIZE, SIZE);
        List<NDArray> levels = backbone.forward(scope, images);
        assertThat(levels).hasSize(4);
        assertThat(scope.manager().getManagedArrays()).hasSize(1 + levels.size());
      }
    }
  }
}
