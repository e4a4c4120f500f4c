package dev.lorsbench.workers.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lorsbench.experiment.BackboneConfig;
import dev.lorsbench.experiment.ModelConfig;
import dev.lorsbench.experiment.TrainConfig;
import dev.lorsbench.experiment.TrialSpec;
import dev.lorsbench.models.tensors.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a backbone drops at random is dropped again when a run goes on. */
class SwinResumeTest {
  private static final TrainConfig TRAIN =
      TrainConfig.parse(
          "{steps: 4, batch: 2, size: 64, warmup_steps: 0, log_every: 1, checkpoint_every: 2}",
          "t");

  @TempDir Path temp;

  @Test
  void aCrashedRunEndsWithTheBitsOfOneThatWentThrough() throws IOException {
    TrialSpec dropping = trial(0.5);
    LocalRun.run(dropping, temp.resolve("whole"), TinyTrial.OPTIONS, Recorder.patient());
    Path crashed = temp.resolve("crashed");
    assertThatThrownBy(
            () -> LocalRun.run(dropping, crashed, TinyTrial.OPTIONS, Recorder.crashingAt(3)))
        .isInstanceOf(Recorder.CrashException.class);
    LocalRun.run(dropping, crashed, TinyTrial.OPTIONS, Recorder.patient());
    assertThat(model("crashed")).hasSameBinaryContentAs(model("whole"));
    LocalRun.run(trial(0), temp.resolve("keeping"), TinyTrial.OPTIONS, Recorder.patient());
    assertThat(attention("keeping")).isNotEqualTo(attention("whole"));
  }

  private float[] attention(String run) throws IOException {
    return Safetensors.read(model(run))
        .find("backbone.stages.3.blocks.1.attn.w_msa.qkv.weight")
        .orElseThrow()
        .toFloats();
  }

  private TrialSpec trial(double dropPath) {
    TrialSpec tiny = TinyTrial.spec(TinyTrial.data(temp));
    BackboneConfig swin = new BackboneConfig("swin-t", 32, -1, true, dropPath);
    ModelConfig model = new ModelConfig(swin, TinyTrial.model().decoder());
    return new TrialSpec("swin", model, TRAIN, tiny.data());
  }

  private Path model(String run) {
    return temp.resolve(run).resolve("model.safetensors");
  }
}
