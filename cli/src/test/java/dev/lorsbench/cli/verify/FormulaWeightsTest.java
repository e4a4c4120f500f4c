package dev.lorsbench.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FormulaWeightsTest {
  private static final String CONVOLUTION = "backbone.layer1.0.conv1.weight";
  private static final double U = 0.5824725580411811;

  @Test
  void theGeneratorIsTheDocumentedOne() {
    assertThat(FormulaWeights.uniform(CONVOLUTION).applyAsDouble(0)).isEqualTo(U);
    assertThat(FormulaWeights.uniform("shared.image").applyAsDouble(5))
        .isEqualTo(0.8077942839889378);
    assertThat(FormulaWeights.image("shared", 1, 3, 1, 2)[5])
        .isEqualTo((float) (4 * 0.8077942839889378 - 2));
  }

  @Test
  void theFirstRuleThatFitsIsTaken() {
    assertThat(FormulaWeights.parameter(CONVOLUTION, 4, 3, 2, 2)[0])
        .isCloseTo((float) (Math.sqrt(3 / 12.0) * (2 * U - 1)), within(1e-7f));
    assertThat(FormulaWeights.parameter("x.fc_reg.weight", 4, 16)[0]).isBetween(-0.03f, 0.03f);
    assertThat(FormulaWeights.parameter("rpn_head.init_proposal_bboxes.weight", 2, 4))
        .containsExactly(0.5f, 0.5f, 1, 1, 0.5f, 0.5f, 1, 1);
    for (float v : FormulaWeights.parameter("bn1.running_var", 100)) {
      assertThat(v).isBetween(0.5f, 1.5f);
    }
    for (float v : FormulaWeights.parameter("bn1.weight", 100)) {
      assertThat(v).isBetween(0.5f, 1.5f);
    }
    for (float v : FormulaWeights.parameter("bn1.running_mean", 100)) {
      assertThat(v).isBetween(-0.1f, 0.1f);
    }
    for (float v : FormulaWeights.parameter("out_weight_bias.0", 100)) {
      assertThat(v).isBetween(-0.1f, 0.1f);
    }
  }
}
