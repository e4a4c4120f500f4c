package dev.lorsbench.workers.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DataOrderTest {
  @Test
  void everyEpochHoldsEveryImageOnce() {
    DataOrder order = new DataOrder(7, 10, 4);
    List<Integer> seen = new ArrayList<>();
    for (long step = 1; step <= 15; step++) {
      IntStream.of(order.indices(step)).forEach(seen::add);
    }
    for (int epoch = 0; epoch < 6; epoch++) {
      assertThat(seen.subList(epoch * 10, epoch * 10 + 10))
          .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }
    assertThat(seen.subList(0, 10)).isNotEqualTo(seen.subList(10, 20));
  }

  @Test
  void aStepDoesNotDependOnWhatWasAskedBefore() {
    int[] alone = new DataOrder(3, 205, 4).indices(777);
    DataOrder used = new DataOrder(3, 205, 4);
    for (long step = 1; step < 777; step++) {
      used.indices(step);
    }
    assertThat(used.indices(777)).isEqualTo(alone);
  }

  @Test
  void anotherSeedGivesAnotherOrder() {
    assertThat(new DataOrder(0, 100, 50).indices(1))
        .isNotEqualTo(new DataOrder(1, 100, 50).indices(1));
  }

  @Test
  void flipsFollowTheirProbability() {
    DataOrder order = new DataOrder(0, 100, 1);
    long half = IntStream.rangeClosed(1, 10_000).filter(s -> order.flipped(s, 0, 0.5)).count();
    assertThat(half).isBetween(4_800L, 5_200L);
    assertThat(IntStream.rangeClosed(1, 1000).filter(s -> order.flipped(s, 0, 0))).isEmpty();
    assertThat(IntStream.rangeClosed(1, 1000).filter(s -> !order.flipped(s, 0, 1))).isEmpty();
  }
}
