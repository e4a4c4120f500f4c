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

  private static TrainConfig config(String yaml) {
    return TrainConfig.parse(yaml, "test");
  }
}
