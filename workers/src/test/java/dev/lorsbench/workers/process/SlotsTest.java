package dev.lorsbench.workers.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lorsbench.experiment.ConfigException;
import java.io.File;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlotsTest {
  @Test
  void eachGpuSlotSeesItsCardAlone() {
    Slots slots = Slots.parse("gpu:3");
    assertThat(slots.queue()).isEqualTo("train.gpu.1");
    assertThat(slots.environments(Map.of("LORS_DEVICE", "cpu", "LORS_QUEUE", "train.gpu.1")))
        .extracting(e -> e.get("LORS_SLOT") + " " + e.get("CUDA_VISIBLE_DEVICES"))
        .containsExactly("gpu:0 0", "gpu:1 1", "gpu:2 2");
    assertThat(slots.environments(Map.of()))
        .allSatisfy(e -> assertThat(e).containsEntry("LORS_DEVICE", "cuda"));
    assertThat(slots.wrappers(List.of(0, 1, 2, 3))).containsOnly(List.of());
  }

  @Test
  void theProcessorsAreDealtOutToCpuSlotsWithoutAnyTwiceOrMissing() {
    assumeTrue(new File("/usr/bin/taskset").canExecute(), "no taskset");
    Slots slots = Slots.parse("cpu:3");
    assertThat(slots.queue()).isEqualTo("train.cpu");
    assertThat(slots.wrappers(List.of(0, 1, 4, 5, 6, 7, 9)))
        .extracting(w -> w.get(2))
        .containsExactly("0,1", "4,5", "6,7,9");
    assertThat(slots.threads(7)).isEqualTo(2);
    assertThat(slots.environments(Map.of()))
        .extracting(e -> e.get("CUDA_VISIBLE_DEVICES"))
        .containsOnly("");
  }

  @Test
  void moreSlotsThanProcessorsShareThem() {
    assertThat(Slots.parse("cpu:4").wrappers(List.of(0, 1))).hasSize(4).containsOnly(List.of());
    assertThat(Slots.parse("cpu:4").threads(2)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "cpu", "cpu:0", "gpu:-1", "tpu:1", "cpu:2000", "cpu:1 "})
  void anythingElseIsRefusedWithWhatIsAllowed(String text) {
    assertThatThrownBy(() -> Slots.parse(text))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("allowed is cpu:N or gpu:N");
  }

  @Test
  void processorsAreReadAsLinuxWritesThem() {
    assertThat(Processors.parse("0-2,5,8-9")).containsExactly(0, 1, 2, 5, 8, 9);
    assertThat(Processors.allowed()).isNotEmpty();
  }
}
