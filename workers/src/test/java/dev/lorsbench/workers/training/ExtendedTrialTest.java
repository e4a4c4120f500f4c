package dev.lorsbench.workers.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.experiment.TrialException;
import dev.lorsbench.experiment.TrialSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trial that was given more steps, beside one that had them from the start. */
class ExtendedTrialTest {
  @TempDir Path temp;

  private static TrialSpec spec(DataConfig data, int steps) {
    return TinyTrial.spec(
        data,
        "{steps: %d, batch: 2, size: 64, warmup_steps: 0, schedule: constant, log_every: 1, checkpoint_every: 4, seed: 5}"
            .formatted(steps));
  }

  private Checkpoints checkpoints(TrialSpec trial) {
    return new Checkpoints(temp.resolve(trial.id()), trial.id());
  }

  private static Checkpoints trained(TrialSpec trial, Checkpoints checkpoints, Path metrics)
      throws IOException {
    try (FileMetrics sink = new FileMetrics(metrics);
        Trainer trainer =
            Trainer.open(trial, TinyTrial.OPTIONS, checkpoints, sink, Recorder.patient())) {
      trainer.run();
    }
    return checkpoints;
  }

  private static Map<String, ByteBuffer> bits(Checkpoints checkpoints) {
    Map<String, ByteBuffer> bits = new TreeMap<>();
    Checkpoints.Checkpoint newest = checkpoints.newest(w -> {}).orElseThrow();
    newest.tensors().tensors().forEach((name, tensor) -> bits.put(name, tensor.data()));
    return bits;
  }

  @Test
  void withAConstantRateItComesToTheSameBits() throws IOException {
    DataConfig data = TinyTrial.data(temp);
    TrialSpec whole = spec(data, 7);
    TrialSpec first = spec(data, 4);
    TrialSpec longer = first.extended("longer", 4, 7);
    Checkpoints origin = trained(first, checkpoints(first), temp.resolve("first.jsonl"));
    Checkpoints one = trained(whole, checkpoints(whole), temp.resolve("whole.jsonl"));
    Checkpoints two =
        trained(longer, checkpoints(longer).goingOnFrom(origin, 4), temp.resolve("longer.jsonl"));
    assertThat(longer.id()).isNotEqualTo(whole.id()).isNotEqualTo(first.id());
    assertThat(bits(two)).isEqualTo(bits(one)).isNotEqualTo(bits(origin));
    assertThat(origin.newest(w -> {}).orElseThrow().manifest().step()).isEqualTo(4);
    assertThat(Files.readString(temp.resolve("longer.jsonl"))).startsWith("{\"step\":5,");
  }

  @Test
  void aCheckpointToGoOnFromThatIsGoneIsNamed() throws IOException {
    DataConfig data = TinyTrial.data(temp);
    TrialSpec first = spec(data, 4);
    TrialSpec longer = first.extended("longer", 3, 7);
    Checkpoints none = checkpoints(longer).goingOnFrom(checkpoints(first), 3);
    assertThatThrownBy(() -> trained(longer, none, temp.resolve("none.jsonl")))
        .isInstanceOf(TrialException.class)
        .hasMessage(
            "the checkpoint of step 3 of trial %s, which this trial goes on from, is gone"
                .formatted(first.id()));
  }
}
