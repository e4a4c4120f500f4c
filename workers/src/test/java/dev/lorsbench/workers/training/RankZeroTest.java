package dev.lorsbench.workers.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lorsbench.experiment.TrialSpec;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stages without private parts have empty tensors, which checkpoints carry like all others. */
class RankZeroTest {
  private static final String RANKS =
      "kernel_sizes: [4, 4], kernel_groups: [1, 2], mix_out_proj_ranks: [2, 2]";
  private static final String ZERO =
      "kernel_sizes: [0, 4], kernel_groups: [1, 0], mix_out_proj_ranks: [100, 0]";

  @TempDir Path temp;

  @Test
  void aCrashedRunEndsWithTheBitsOfOneThatWentThrough() throws IOException {
    String train =
        "{steps: 4, batch: 2, size: 64, warmup_steps: 0, log_every: 1, checkpoint_every: 2}";
    TrialSpec spec = TinyTrial.spec(TinyTrial.data(temp), train, RANKS, ZERO);
    Path whole = temp.resolve("whole");
    LocalRun.run(spec, whole, TinyTrial.OPTIONS, Recorder.patient());
    Path crashed = temp.resolve("crashed");
    assertThatThrownBy(() -> LocalRun.run(spec, crashed, TinyTrial.OPTIONS, Recorder.crashingAt(3)))
        .isInstanceOf(Recorder.CrashException.class);
    LocalRun.run(spec, crashed, TinyTrial.OPTIONS, Recorder.patient());
    assertThat(crashed.resolve("model.safetensors"))
        .hasSameBinaryContentAs(whole.resolve("model.safetensors"));
    assertThat(Timeless.metrics(crashed)).isEqualTo(Timeless.metrics(whole));
  }

  @Test
  void aRankThatNoMatrixCanHaveIsTold() {
    TrialSpec spec = TinyTrial.spec(TinyTrial.data(temp), "{steps: 1}", RANKS, ZERO);
    try (Task task = Task.open(spec, TinyTrial.OPTIONS)) {
      assertThat(task.warnings())
          .containsExactly(
              "stage 0: mix_out_proj_ranks is 100; an output projection of 32 rows has no rank"
                  + " above that");
    }
  }
}
