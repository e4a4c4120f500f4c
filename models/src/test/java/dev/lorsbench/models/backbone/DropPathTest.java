package dev.lorsbench.models.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.weights.Uniform;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DropPathTest {
  private final DropPath dropPath = new DropPath(new Uniform(3, "drop_path"), 0.4, 5);

  private double[] keep(long step, int block, int images) {
    try (Scope scope = Scope.training(Device.cpu(), step)) {
      return dropPath.keep(scope, block, images);
    }
  }

  @Test
  void theProbabilityGrowsLinearlyAndTheMeanStaysOne() {
    assertThat(keep(1, 0, 8)).isEmpty();
    for (int block = 1; block < 5; block++) {
      double probability = 0.1 * block;
      double[] keep = keep(1, block, 40_000);
      assertThat(Arrays.stream(keep).filter(k -> k == 0).count() / 40_000.0)
          .isCloseTo(probability, within(0.015));
      assertThat(Arrays.stream(keep).filter(k -> k > 0))
          .allSatisfy(k -> assertThat(k).isCloseTo(1 / (1 - probability), within(1e-12)));
      assertThat(Arrays.stream(keep).average().orElseThrow()).isCloseTo(1, within(0.02));
    }
  }

  @Test
  void whoSkipsIsAFunctionOfStepAndBlockAlone() {
    assertThat(keep(7, 3, 64)).isEqualTo(keep(7, 3, 64)).isNotEqualTo(keep(8, 3, 64));
    assertThat(keep(7, 4, 64)).isNotEqualTo(keep(7, 3, 64));
    assertThat(keep(7, 3, 4)).isEqualTo(Arrays.copyOf(keep(7, 3, 64), 4));
  }

  @Test
  void inferenceDropsNothing() {
    try (Scope scope = Scope.inference(Device.cpu())) {
      assertThat(dropPath.keep(scope, 4, 64)).isEmpty();
    }
  }
}
