package dev.lorsbench.models.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import dev.lorsbench.experiment.OptimiserConfig;
import dev.lorsbench.experiment.RateRule;
import dev.lorsbench.models.optim.DecayRule.Factors;
import dev.lorsbench.models.weights.Initialiser;
import dev.lorsbench.models.weights.Weights;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamedRatesTest {
  private static final List<String> NAMES =
      List.of(
          "backbone.conv1.weight",
          "backbone.layer1.0.conv1.weight",
          "backbone.layer4.0.bn1.bias",
          "neck.convs.0.weight");

  @Test
  void theFirstRuleThatFitsCountsAndEachLayerBelowTheTopLearnsSlower() {
    OptimiserConfig config =
        new OptimiserConfig(
            1,
            0,
            0.5,
            List.of(new RateRule("^neck", 3, 0.5), new RateRule("bias$|convs", 1, 0)),
            List.of(),
            false);
    assertThat(factors(config, "backbone.conv1.weight")).isEqualTo(new Factors(1 / 32.0, 1));
    assertThat(factors(config, "backbone.layer1.0.conv1.weight"))
        .isEqualTo(new Factors(1 / 16.0, 1));
    assertThat(factors(config, "backbone.layer4.0.bn1.bias")).isEqualTo(new Factors(0.5, 0));
    assertThat(factors(config, "neck.convs.0.weight")).isEqualTo(new Factors(3, 0.5));
  }

  @Test
  void withoutRulesAllIsAsItWas() {
    for (String name : NAMES) {
      assertThat(factors(OptimiserConfig.DEFAULT, name)).isEqualTo(new Factors(1, 1));
    }
  }

  private static Factors factors(OptimiserConfig config, String name) {
    try (Weights weights = new Weights(Device.cpu(), 0)) {
      NAMES.forEach(n -> weights.root().parameter(n, Initialiser.zeros(), 2));
      return new NamedRates(DecayRule.UNIFORM, config, weights).of(weights.get(name));
    }
  }

  @Test
  void averagesFollowFasterAtFirstAndChangePlacesWithTheWeights() {
    try (Weights weights = new Weights(Device.cpu(), 0)) {
      weights.root().parameter("w", Initialiser.constant(1), 1);
      try (Averages averages = new Averages(weights, 0.5)) {
        weights.set("w", new float[] {2});
        averages.follow(1); // decay min(0.5, 2 / 11)
        float expected = 1 + 9 / 11f;
        assertThat(averages.state().get("w").toFloatArray()[0]).isEqualTo(expected, within(1e-6f));
        averages.follow(100); // decay 0.5
        assertThat(averages.state().get("w").toFloatArray()[0])
            .isEqualTo((expected + 2) / 2, within(1e-6f));
        averages.swap();
        assertThat(weights.get("w").values()[0]).isEqualTo((expected + 2) / 2, within(1e-6f));
        averages.swap();
        assertThat(weights.get("w").values()).containsExactly(2);
      }
    }
  }
}
