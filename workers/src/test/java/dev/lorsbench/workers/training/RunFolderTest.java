package dev.lorsbench.workers.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lorsbench.experiment.ConfigException;
import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.experiment.Evaluation;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.Metric;
import dev.lorsbench.experiment.Presets;
import dev.lorsbench.experiment.TrainConfig;
import dev.lorsbench.experiment.TrialException;
import dev.lorsbench.experiment.TrialResult;
import dev.lorsbench.experiment.TrialSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  @TempDir Path temp;

  @Test
  void goesOnWithTheSameTrialAndEndsWithAResult() throws IOException {
    Path out = temp.resolve("a/b");
    RunFolder.open(out, spec("steps: 10")).close();
    try (RunFolder run = RunFolder.open(out, spec("steps: 10"))) {
      assertThat(run.result()).isEmpty();
      Files.writeString(run.model(), "weights");
      run.finish(new TrialResult(10, 1234, 0.25, 0.5, -1, 3.5, 900));
      assertThat(run.result().orElseThrow())
          .contains("\"ap\": 0.25", "\"ap75\": null", "\"decoder_parameters\": 1234");
    }
  }

  @Test
  void anotherConfigurationIsRefusedByItsFirstDifference() {
    RunFolder.open(temp, spec("steps: 10")).close();
    assertThatThrownBy(() -> RunFolder.open(temp, spec("steps: 20")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("train.steps is 10 there, 20 now; give another --out");
  }

  @Test
  void twoRunsDoNotShareAFolder() {
    try (RunFolder first = RunFolder.open(temp, spec("steps: 10"))) {
      assertThat(first.result()).isEmpty();
      assertThatThrownBy(() -> RunFolder.open(temp, spec("steps: 10")))
          .hasMessageContaining("another process is training in " + temp);
    }
    RunFolder.open(temp, spec("steps: 10")).close();
  }

  @Test
  void aFolderWithoutWritePermissionIsNamed() throws IOException {
    Path closed = Files.createDirectory(temp.resolve("closed"));
    assumeTrue(closed.toFile().setWritable(false), "permissions cannot be taken here");
    assumeTrue(!Files.isWritable(closed), "this user may write everywhere");
    assertThatThrownBy(() -> RunFolder.open(closed, spec("steps: 10")))
        .isInstanceOfSatisfying(
            TrialException.class, e -> assertThat(e.failure()).isEqualTo(Failure.STORAGE))
        .hasMessageContaining("no permission to write " + closed);
  }

  @Test
  void aFileInTheWayIsNamed() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "");
    assertThatThrownBy(() -> RunFolder.open(file, spec("steps: 10")))
        .isInstanceOf(TrialException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void truncatingForgetsWhatIsBeyondAndWhatWasHalfWritten() throws IOException {
    try (RunFolder run = RunFolder.open(temp, spec("steps: 10"))) {
      MetricSink sink = run.metrics();
      sink.record(List.of(new Metric("loss", 1, 2.5), new Metric("norm", 1, Double.NaN)));
      sink.record(new Evaluation(1, 0.1, 0.2, 0.3, 0, 0, 0, 1));
      sink.record(List.of(new Metric("loss", 2, 1.5)));
      sink.record(new Evaluation(2, 0.1, 0.2, 0.3, 0, 0, 0, 1));
      sink.record(List.of(new Metric("loss", 3, 1)));
      Path file = temp.resolve("metrics.jsonl");
      Files.writeString(file, "{\"step\":4,\"lo", StandardOpenOption.APPEND);
      sink.truncate(2);
      sink.record(List.of(new Metric("loss", 3, Double.POSITIVE_INFINITY)));
      sink.flush();
      assertThat(Files.readAllLines(file))
          .satisfiesExactly(
              line -> assertThat(line).isEqualTo("{\"step\":1,\"loss\":2.5,\"norm\":\"NaN\"}"),
              line -> assertThat(line).startsWith("{\"step\":1,\"evaluation\":{\"ap\":0.1,"),
              line -> assertThat(line).isEqualTo("{\"step\":2,\"loss\":1.5}"),
              line -> assertThat(line).isEqualTo("{\"step\":3,\"loss\":\"Infinity\"}"));
    }
  }

  private static TrialSpec spec(String train) {
    return new TrialSpec(
        "lors",
        Presets.of("lors-tiny"),
        TrainConfig.parse(train, "test"),
        DataConfig.folder("/data").withFingerprint("f00d"));
  }
}
