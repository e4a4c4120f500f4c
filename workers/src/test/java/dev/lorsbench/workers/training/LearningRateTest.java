package dev.lorsbench.workers.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lorsbench.experiment.TrainConfig;
import org.junit.jupiter.api.Test;

class LearningRateTest {
  @Test
  void warmsUpLinearlyAndDropsBeyondTheFraction() {
    TrainConfig c = config("steps: 1200");
    assertThat(LearningRate.at(c, 1)).isEqualTo(1e-5, within(1e-12));
    assertThat(LearningRate.at(c, 100)).isEqualTo(1e-3);
    assertThat(LearningRate.at(c, 960)).isEqualTo(1e-3);
    assertThat(LearningRate.at(c, 961)).isEqualTo(1e-4, within(1e-12));
  }

  @Test
  void eachFractionOfTheStepScheduleMultipliesAgain() {
    TrainConfig c = config("{steps: 100, warmup_steps: 0, decay_at: [0.5, 0.75]}");
    assertThat(LearningRate.at(c, 60)).isEqualTo(1e-4, within(1e-12));
    assertThat(LearningRate.at(c, 76)).isEqualTo(1e-5, within(1e-12));
  }

  @Test
  void cosineFallsFromThePeakToZeroAfterTheLastStep() {
    TrainConfig c = config("{steps: 200, warmup_steps: 0, schedule: cosine}");
    assertThat(LearningRate.at(c, 1)).isEqualTo(1e-3);
    assertThat(LearningRate.at(c, 101)).isEqualTo(5e-4, within(1e-12));
    assertThat(LearningRate.at(c, 201)).isEqualTo(0, within(1e-12));
  }

  @Test
  void constantStaysAfterWarmUp() {
    TrainConfig c = config("{steps: 200, warmup_steps: 10, schedule: constant}");
    assertThat(LearningRate.at(c, 200)).isEqualTo(1e-3);
  }

  @Test
  void oneCycleIsPytorchs() {
    TrainConfig c = config("{steps: 10, warmup_steps: 4, schedule: one-cycle, learning_rate: 1}");
    // torch.optim.lr_scheduler.OneCycleLR(max_lr=1, total_steps=10, pct_start=0.4)
    double[] expected = {
      0.040000000000000036,
      0.28,
      0.76,
      1,
      0.9330129698414118,
      0.750001,
      0.500002,
      0.250003,
      0.06699103015858822,
      4e-6
    };
    for (int step = 1; step <= expected.length; step++) {
      assertThat(LearningRate.at(c, step)).isEqualTo(expected[step - 1], within(1e-12));
    }
  }

  @Test
  void polyFallsFromThePeakByItsPower() {
    TrainConfig c =
        config("{steps: 110, warmup_steps: 10, schedule: poly, power: 2, learning_rate: 1}");
    assertThat(LearningRate.at(c, 5)).isEqualTo(0.5, within(1e-12));
    assertThat(LearningRate.at(c, 11)).isEqualTo(1);
    assertThat(LearningRate.at(c, 61)).isEqualTo(0.25, within(1e-12));
    assertThat(LearningRate.at(c, 111)).isEqualTo(0);
  }

  private static TrainConfig config(String yaml) {
    return TrainConfig.parse(yaml, "test");
  }
}
