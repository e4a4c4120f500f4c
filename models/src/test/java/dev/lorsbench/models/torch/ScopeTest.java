package dev.lorsbench.models.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScopeTest {
  private static final float[] UNIT = {0, 0, 0, 0};

  @Test
  void autogradPassesThroughAnOperation() {
    try (Scope scope = Scope.training(Device.cpu())) {
      NDArray xyzr = Scope.leaf(scope.floats(new float[] {10, 20, 3, 0}, 1, 1, 4));
      NDArray boxes = scope.tensor("decode_box", xyzr);
      assertThat(boxes.toFloatArray()).containsExactly(6, 16, 14, 24);
      NDArray weights = scope.floats(new float[] {1, 0, 0, 2}, 1, 1, 4);
      NDArray loss = scope.tensor("probe", List.of(boxes), List.of(weights));
      float[] gradient = scope.gradients(loss, List.of(xyzr)).get(0).toFloatArray();
      // x1 = x - 2^(z - r/2) / 2 and y2 = y + 2^(z + r/2) / 2, weighted 1 and 2.
      float slope = (float) (4 * Math.log(2));
      assertThat(gradient).containsExactly(new float[] {1, 2, slope, 1.5f * slope}, within(1e-5f));
    }
  }

  @Test
  void inferenceRecordsNothing() {
    try (Scope scope = Scope.inference(Device.cpu())) {
      NDArray xyzr = Scope.leaf(scope.floats(UNIT, 1, 1, 4));
      NDArray boxes = scope.tensor("decode_box", xyzr);
      NDArray loss = scope.tensor("probe", List.of(boxes), List.of(boxes));
      assertThatThrownBy(() -> scope.gradients(loss, List.of(xyzr)))
          .hasMessageContaining("does not require grad");
    }
  }

  @Test
  void anInferenceScopeWithinATrainingScopeLeavesItsModeBehind() {
    try (Scope outer = Scope.training(Device.cpu())) {
      try (Scope inner = Scope.inference(Device.cpu())) {
        assertThat(inner.training()).isFalse();
      }
      NDArray xyzr = Scope.leaf(outer.floats(UNIT, 1, 1, 4));
      NDArray boxes = outer.tensor("decode_box", xyzr);
      NDArray loss = outer.tensor("probe", List.of(boxes), List.of(boxes));
      assertThat(outer.gradients(loss, List.of(xyzr))).hasSize(1);
    }
  }

  @Test
  void anUnknownDeviceSaysWhatThereIs() {
    assertThatThrownBy(() -> Torch.device("tpu")).hasMessageContaining("there are: cpu");
  }
}
