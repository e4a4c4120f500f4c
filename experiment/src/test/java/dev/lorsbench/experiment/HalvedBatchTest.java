package dev.lorsbench.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HalvedBatchTest {
  private static TrainConfig train(String optimiser) {
    return TrainConfig.parse("{batch: 12, optimiser: " + optimiser + "}", "test");
  }

  @Test
  void halfTheImagesAtOnceIsTheSameBatchInTwiceAsManyParts() {
    TrainConfig whole = train("{accumulate: 3, ema: 0.9, halve_on_out_of_memory: true}");
    assertThat(whole.halvable()).isTrue();
    assertThat(whole.halved().batch()).isEqualTo(12);
    assertThat(whole.halved().optimiser().accumulate()).isEqualTo(6);
    assertThat(whole.halved().optimiser().ema()).isEqualTo(0.9);
    assertThat(TrainConfig.parse(whole.json(), "again")).isEqualTo(whole);
  }

  @Test
  void itIsAskedForAndOnlyWhereTheImagesCanBeHalved() {
    assertThat(train("{accumulate: 3}").halvable()).isFalse();
    assertThat(train("{accumulate: 4, halve_on_out_of_memory: true}").halvable()).isFalse();
  }

  @Test
  void whatWasTrainedBeforeKeepsItsText() {
    assertThat(train("{accumulate: 3}").json()).doesNotContain("halve");
  }
}
