package dev.lorsbench.workers.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.lorsbench.experiment.ConfigException;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.StartWeights;
import dev.lorsbench.experiment.TrialException;
import dev.lorsbench.experiment.TrialSpec;
import dev.lorsbench.models.optim.StepResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classification goes through the same loop, as exactly. */
class ClassificationTest {
  private static final Pattern NUMBERS =
      Pattern.compile("\"(step|loss|batch_top1|learning_rate|gradient_norm|top1)\":[^,}]*");

  @TempDir Path temp;

  @Test
  void stoppedAndCrashedItEndsWithTheSameBits() throws IOException {
    TrialSpec spec = TinyClassifier.spec(TinyClassifier.data(temp));
    Path whole = temp.resolve("whole");
    JsonObject result =
        JsonParser.parseString(LocalRun.run(spec, whole, TinyTrial.OPTIONS, Recorder.patient()))
            .getAsJsonObject();
    assertThat(result.get("top1").getAsDouble()).isBetween(0.0, 1.0);
    assertThat(result.has("ap")).isFalse();

    Path broken = temp.resolve("broken");
    for (long at : List.of(1L, 4L)) {
      assertThatThrownBy(() -> run(spec, broken, Recorder.stoppingAt(at)))
          .hasMessage("stopped at step " + at);
    }
    for (long at : List.of(7L, 12L)) {
      assertThatThrownBy(() -> run(spec, broken, Recorder.crashingAt(at)))
          .isInstanceOf(Recorder.CrashException.class);
    }
    run(spec, broken, Recorder.patient());
    for (String file : List.of("model.safetensors", "checkpoints/step-00000012.safetensors")) {
      assertThat(broken.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
    }
    assertThat(numbers(broken)).isEqualTo(numbers(whole)).hasSize(9);
  }

  @Test
  void itLearnsAndGoesOnFromAFileOfWeights() throws IOException {
    Path data = TinyClassifier.data(temp);
    String train =
        "{steps: 60, batch: 16, warmup_steps: 5, log_every: 10, learning_rate: 0.003, seed: 1}";
    Path first = temp.resolve("first");
    double learnt = top1(TinyClassifier.spec(data, 4, train), first);
    assertThat(learnt).isGreaterThan(0.9);

    String still = "{steps: 1, batch: 1, warmup_steps: 0, learning_rate: 0, seed: 2}";
    TrialSpec again =
        TinyClassifier.spec(data, 4, still)
            .withFrom(Optional.of(new StartWeights(first.toString(), "")));
    assertThat(top1(again, temp.resolve("again"))).isEqualTo(learnt);

    TrialException other = failure(again(again, TinyClassifier.spec(data, 2, still)));
    assertThat(other.failure()).isEqualTo(Failure.BAD_DATA);
    assertThat(other)
        .hasMessageContaining("model.safetensors does not fit the model: tensor")
        .hasMessageContaining("weight_add_A has shape [4, 24], the model's is [2, 24]")
        .hasMessageContaining("more");
    TrialException absent =
        failure(again.withFrom(Optional.of(new StartWeights(temp + "/nowhere", ""))));
    assertThat(absent).hasMessage("first weights: " + temp + "/nowhere does not exist");
  }

  @Test
  void aBatchTakenInPartsHasTheWholeBatchsLossesAndGradients() throws IOException {
    Path data = TinyClassifier.data(temp);
    List<StepResult> whole = steps(data, "optimiser: {accumulate: 1}");
    for (int parts : List.of(2, 4)) {
      List<StepResult> parted = steps(data, "optimiser: {accumulate: %d}".formatted(parts));
      for (int i = 0; i < whole.size(); i++) {
        double loss = whole.get(i).loss();
        double norm = whole.get(i).gradientNorm();
        assertThat((double) parted.get(i).loss()).isEqualTo(loss, within(1e-5 * loss));
        assertThat((double) parted.get(i).gradientNorm()).isEqualTo(norm, within(1e-4 * norm));
        assertThat(parted.get(i).parts()).isEqualTo(whole.get(i).parts());
      }
    }
    double narrow = steps(data, "compute: {precision: bfloat16}").get(0).loss();
    double wide = whole.get(0).loss();
    assertThat(narrow).isNotEqualTo(wide).isEqualTo(wide, within(0.02 * wide));
    assertThatThrownBy(() -> steps(data, "compute: {checkpoint_stages: true}"))
        .hasMessage(
            "compute.checkpoint_stages is true; a classifier has no stages, allowed is false");
  }

  private static List<StepResult> steps(Path data, String keys) {
    String train = "{steps: 3, batch: 8, warmup_steps: 1, seed: 1, %s}".formatted(keys);
    List<StepResult> results = new ArrayList<>();
    try (Task task = Task.open(TinyClassifier.spec(data, 4, train), TinyTrial.OPTIONS)) {
      for (long step = 1; step <= 3; step++) {
        try (Task.Step work = task.take(step)) {
          results.add(work.run(1e-3).report().read());
        }
      }
    }
    return results;
  }

  @Test
  void badDataIsOneLine() throws IOException {
    Path data = TinyClassifier.data(temp);
    Path train = data.resolve("train_batch.bin");
    byte[] good = Files.readAllBytes(train);
    Files.write(train, Arrays.copyOf(good, good.length - 7));
    refused(data, train + " has 147,497 bytes, which is no whole number of records of 3073");
    Files.write(train, new byte[0]);
    refused(data, train + " has 0 bytes");
    byte[] label = good.clone();
    label[3073 * 5] = 3;
    Files.write(train, label);
    refused(data, train + ": image 5 (byte 15,365) has label 3; allowed is 0 to 2");
    Files.delete(train);
    refused(data, train + " does not exist");
    Files.write(train, good);
    Files.delete(data.resolve("batches.meta.txt"));
    refused(data, "batches.meta.txt does not exist");
    refused(data.resolve("nowhere"), "is not a folder");
  }

  @Test
  void aSizeThatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> TinyClassifier.spec(temp, 4, "{size: 36}"))
        .isInstanceOf(ConfigException.class)
        .hasMessage("size is 36; it must be a multiple of 8");
  }

  private static TrialSpec again(TrialSpec from, TrialSpec other) {
    return other.withFrom(from.from());
  }

  private void refused(Path data, String message) throws IOException {
    TrialException e = failure(TinyClassifier.spec(data));
    assertThat(e.failure()).isEqualTo(Failure.BAD_DATA);
    assertThat(e).hasMessageContaining(message);
    assertThat(e.getMessage().lines()).hasSize(1);
  }

  private TrialException failure(TrialSpec spec) throws IOException {
    Path out = Files.createTempDirectory(temp, "out");
    TrialException e =
        catchThrowableOfType(TrialException.class, () -> run(spec, out, Recorder.patient()));
    assertThat(e).isNotNull();
    return e;
  }

  private static double top1(TrialSpec spec, Path out) {
    return JsonParser.parseString(run(spec, out, Recorder.patient()))
        .getAsJsonObject()
        .get("top1")
        .getAsDouble();
  }

  private static String run(TrialSpec spec, Path out, Recorder recorder) {
    return LocalRun.run(spec, out, TinyTrial.OPTIONS, recorder);
  }

  /** All that hangs neither on the clock nor on the machine. */
  private static List<String> numbers(Path out) throws IOException {
    return Files.readAllLines(out.resolve("metrics.jsonl")).stream()
        .map(line -> NUMBERS.matcher(line).results().map(MatchResult::group).toList().toString())
        .toList();
  }
}
