package dev.lorsbench.workers.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.experiment.TrialSpec;
import dev.lorsbench.workers.process.ChildCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run without a server, its process killed from outside three times. */
@Timeout(180)
class KilledRunTest {
  private static final String TRAIN =
      "{steps: 60, batch: 2, size: 64, warmup_steps: 5, log_every: 1, checkpoint_every: 7,"
          + " evaluate_every: 20, seed: 9}";
  @TempDir Path temp;

  @Test
  void itEndsWithTheSameBitsAsOneNeverKilled() throws Exception {
    TrialSpec spec = TinyTrial.spec(TinyTrial.data(temp), TRAIN);
    Path out = temp.resolve("out");
    for (int line : List.of(9, 24, 41)) {
      Process process = start(spec, out);
      while (process.isAlive() && lines(out) < line) {
        LockSupport.parkNanos(2_000_000);
      }
      process.destroyForcibly().waitFor();
    }
    assertThat(out.resolve("result.json")).doesNotExist();
    assertThat(start(spec, out).waitFor()).as(log()).isZero();

    Path whole = temp.resolve("whole");
    LocalRun.run(spec, whole, TinyTrial.OPTIONS, Recorder.patient());
    assertThat(out.resolve("model.safetensors"))
        .hasSameBinaryContentAs(whole.resolve("model.safetensors"));
    assertThat(losses(out)).isEqualTo(losses(whole)).hasSize(63);
  }

  private Process start(TrialSpec spec, Path out) throws IOException {
    List<String> arguments = List.of(spec.data().folder(), TRAIN, out.toString());
    return new ChildCommand(Entry.class.getName(), arguments, Map.of(), 512)
        .builder(temp.resolve("log"))
        .start();
  }

  private String log() throws IOException {
    return Files.readString(temp.resolve("log"));
  }

  private static long lines(Path out) throws IOException {
    Path metrics = out.resolve("metrics.jsonl");
    return Files.exists(metrics) ? Files.readAllLines(metrics).size() : 0;
  }

  /** Step, loss, AP: all that does not hang on the clock. */
  private static List<String> losses(Path out) throws IOException {
    return Files.readAllLines(out.resolve("metrics.jsonl")).stream()
        .map(l -> l.replaceAll("\"(images_per_second|data_wait_percent|seconds)\":[^,}]*", ""))
        .toList();
  }

  /** The process that is killed. */
  static final class Entry {
    private Entry() {}

    public static void main(String[] args) {
      TrialSpec spec = TinyTrial.spec(DataConfig.folder(args[0]), args[1]);
      LocalRun.run(spec, Path.of(args[2]), TinyTrial.OPTIONS, Recorder.patient());
    }
  }
}
