package dev.lorsbench.workers.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.TrialException;
import dev.lorsbench.experiment.TrialSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that was interrupted ends with the same bits as one that was not. */
class ResumeTest {
  @TempDir static Path shared;
  @TempDir Path temp;
  private static TrialSpec spec;
  private static Path whole;

  @BeforeAll
  static void trainWithoutInterruption() {
    DataConfig data = TinyTrial.data(shared);
    spec = TinyTrial.spec(data);
    whole = shared.resolve("whole");
    LocalRun.run(spec, whole, TinyTrial.OPTIONS, Recorder.patient());
  }

  @Test
  void theSameTrialTwiceGivesTheSameBits() throws IOException {
    LocalRun.run(spec, temp, TinyTrial.OPTIONS, Recorder.patient());
    assertSameAsWhole();
  }

  @Test
  void decodingThreadsAndCacheDoNotMatter() throws IOException {
    LocalRun.run(spec, temp, new TrainingOptions("cpu", 1, 5, 20_000), Recorder.patient());
    assertSameAsWhole();
  }

  @Test
  void stoppedAndCrashedAtManyStepsItEndsTheSame() throws IOException {
    for (long at : List.of(1L, 2L, 4L)) {
      assertThatThrownBy(() -> run(Recorder.stoppingAt(at)))
          .isInstanceOfSatisfying(
              TrialException.class, e -> assertThat(e.failure()).isEqualTo(Failure.CANCELLED))
          .hasMessage("stopped at step " + at);
    }
    assertThatThrownBy(() -> run(Recorder.crashingAt(5)))
        .isInstanceOf(Recorder.CrashException.class);
    assertThatThrownBy(() -> run(Recorder.crashingAt(8)))
        .isInstanceOf(Recorder.CrashException.class);
    run(Recorder.patient());
    assertSameAsWhole();
  }

  @Test
  void aCorruptCheckpointIsNamedAndTheOneBeforeLeadsToTheSameEnd() throws IOException {
    assertThatThrownBy(() -> run(Recorder.crashingAt(7)))
        .isInstanceOf(Recorder.CrashException.class);
    Path newest = temp.resolve("checkpoints/step-00000006.safetensors");
    byte[] bytes = Files.readAllBytes(newest);
    bytes[bytes.length / 2] ^= 1;
    Files.write(newest, bytes);
    Recorder recorder = Recorder.patient();
    run(recorder);
    assertThat(recorder.warnings())
        .anySatisfy(w -> assertThat(w).contains("step-00000006.json is corrupt"));
    assertSameAsWhole();
  }

  @Test
  void aRunThatHasEndedIsNotRepeated() throws IOException {
    String first = run(Recorder.patient());
    assertThat(run(Recorder.crashingAt(0))).isEqualTo(first);
  }

  private String run(Recorder recorder) {
    return LocalRun.run(spec, temp, TinyTrial.OPTIONS, recorder);
  }

  private void assertSameAsWhole() throws IOException {
    assertThat(temp.resolve("model.safetensors"))
        .hasSameBinaryContentAs(whole.resolve("model.safetensors"));
    String last = "checkpoints/step-00000008.safetensors";
    assertThat(temp.resolve(last)).hasSameBinaryContentAs(whole.resolve(last));
    assertThat(Timeless.metrics(temp)).isEqualTo(Timeless.metrics(whole)).hasSize(7);
    assertThat(Timeless.result(temp)).isEqualTo(Timeless.result(whole));
  }
}
