package dev.lorsbench.workers.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.StartWeights;
import dev.lorsbench.experiment.TrialException;
import dev.lorsbench.experiment.TrialSpec;
import dev.lorsbench.models.optim.StepResult;
import dev.lorsbench.models.tensors.Safetensors;
import dev.lorsbench.models.tensors.StoredTensor;
import dev.lorsbench.models.torch.Torch;
import dev.lorsbench.models.weights.Weight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a trial may ask for beyond a plain run. */
class FeaturesTest {
  private static final String RUN =
      "{steps: 12, batch: 4, size: 64, warmup_steps: 2, log_every: 1, checkpoint_every: 3,"
          + " evaluate_every: 4, seed: 5, %s}";
  private static final String EVERYTHING =
      "on_nan: 'skip:1', evaluate_epochs: 2, evaluate_batch: 3, schedule: one-cycle,"
          + " keep: {last: 1, best: true, every_epochs: 1}, optimiser: {accumulate: 2, ema: 0.9,"
          + " layer_decay: 0.7, rates: [{names: '^neck', rate: 2, decay: 0}],"
          + " freeze: ['iof_tau$']}";

  @TempDir static Path shared;
  @TempDir Path temp;
  private static DataConfig data;

  @BeforeAll
  static void generate() {
    data = TinyTrial.data(shared);
    Torch.threads(1);
  }

  @Test
  void aRunWithAllOfThemEndsWithTheSameBitsHoweverOftenItIsCutOff() throws IOException {
    TrialSpec spec = TinyTrial.spec(data, RUN.formatted(EVERYTHING));
    Path whole = temp.resolve("whole");
    LocalRun.run(spec, whole, TinyTrial.OPTIONS, Recorder.patient());
    Path cut = temp.resolve("cut");
    for (long at : List.of(2L, 5L, 8L, 11L)) {
      assertThatThrownBy(() -> LocalRun.run(spec, cut, TinyTrial.OPTIONS, Recorder.crashingAt(at)))
          .isInstanceOf(Recorder.CrashException.class);
    }
    assertThatThrownBy(() -> LocalRun.run(spec, cut, TinyTrial.OPTIONS, Recorder.stoppingAt(9)))
        .isInstanceOf(TrialException.class);
    LocalRun.run(spec, cut, TinyTrial.OPTIONS, Recorder.patient());
    for (String file : List.of("model.safetensors", "checkpoints/step-00000012.safetensors")) {
      assertThat(cut.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
    }
    assertThat(losses(cut)).isEqualTo(losses(whole)).hasSize(12);
  }

  @Test
  void aBatchTakenInPartsHasTheWholeBatchsLossesAndGradients() {
    List<StepResult> whole = steps("optimiser: {accumulate: 1}");
    for (int parts : List.of(2, 4)) {
      List<StepResult> parted = steps("optimiser: {accumulate: %d}".formatted(parts));
      for (int i = 0; i < whole.size(); i++) {
        double loss = whole.get(i).loss();
        double norm = whole.get(i).gradientNorm();
        assertThat((double) parted.get(i).loss()).isEqualTo(loss, within(1e-4 * loss));
        assertThat((double) parted.get(i).gradientNorm()).isEqualTo(norm, within(1e-3 * norm));
      }
    }
  }

  /** Three steps of a model whose batch norms do not follow the batch, at a rate that moves it. */
  private static List<StepResult> steps(String train) {
    TrialSpec spec =
        TinyTrial.spec(data, RUN.formatted(train), "width: 8", "width: 8, norm_eval: true");
    List<StepResult> results = new ArrayList<>();
    try (DetectionTask task = DetectionTask.open(spec, TinyTrial.OPTIONS)) {
      for (long step = 1; step <= 3; step++) {
        try (DetectionTask.DetectionStep work = task.take(step)) {
          results.add(work.run(1e-4).report().read());
        }
      }
    }
    return results;
  }

  @Test
  void theAverageOfAllWeightsIsWhatIsSavedAndTrainingGoesOnWithoutIt() throws IOException {
    Path plain = temp.resolve("plain");
    Path averaged = temp.resolve("averaged");
    LocalRun.run(
        TinyTrial.spec(data, RUN.formatted("flip: 0")),
        plain,
        TinyTrial.OPTIONS,
        Recorder.patient());
    LocalRun.run(
        TinyTrial.spec(data, RUN.formatted("flip: 0, optimiser: {ema: 0.5}")),
        averaged,
        TinyTrial.OPTIONS,
        Recorder.patient());
    assertThat(losses(averaged)).isEqualTo(losses(plain));
    Safetensors last = Safetensors.read(averaged.resolve("checkpoints/step-00000012.safetensors"));
    Safetensors before =
        Safetensors.read(averaged.resolve("checkpoints/step-00000009.safetensors"));
    Safetensors saved = Safetensors.read(averaged.resolve("model.safetensors"));
    String name =
        saved.tensors().keySet().stream()
            .filter(n -> n.endsWith("fc_cls.bias"))
            .findFirst()
            .orElseThrow();
    assertThat(tensor(saved, name)).isEqualTo(tensor(last, "ema." + name));
    assertThat(tensor(saved, name)).isNotEqualTo(tensor(last, "model." + name));
    assertThat(tensor(last, "ema." + name)).isNotEqualTo(tensor(before, "ema." + name));
    assertThat(tensor(last, "model." + name))
        .isEqualTo(
            tensor(
                Safetensors.read(plain.resolve("checkpoints/step-00000012.safetensors")),
                "model." + name));
  }

  private static float[] tensor(Safetensors file, String name) {
    return file.find(name).orElseThrow().toFloats();
  }

  @Test
  void whatIsFrozenStaysAndAPatternWithoutAMatchIsRefused() throws IOException {
    Path out = temp.resolve("out");
    LocalRun.run(
        TinyTrial.spec(data, RUN.formatted("optimiser: {freeze: ['^neck']}")),
        out,
        TinyTrial.OPTIONS,
        Recorder.patient());
    Safetensors saved = Safetensors.read(out.resolve("model.safetensors"));
    try (DetectionTask fresh =
        DetectionTask.open(TinyTrial.spec(data, RUN.formatted("flip: 0")), TinyTrial.OPTIONS)) {
      Path first = temp.resolve("first.safetensors");
      fresh.model().save(first, fresh.card());
      Safetensors untrained = Safetensors.read(first);
      for (String name : saved.tensors().keySet()) {
        if (name.startsWith("neck")) {
          assertThat(tensor(saved, name)).as(name).isEqualTo(tensor(untrained, name));
        }
      }
    }
    assertThatThrownBy(
            () ->
                DetectionTask.open(
                    TinyTrial.spec(data, RUN.formatted("optimiser: {freeze: ['nose']}")),
                    TinyTrial.OPTIONS))
        .isInstanceOfSatisfying(
            TrialException.class, e -> assertThat(e.failure()).isEqualTo(Failure.BAD_CONFIG))
        .hasMessage("optimiser.freeze is nose; it leaves everything to train");
  }

  @Test
  void evaluationsThatBringNothingBetterEndARun() throws IOException {
    Path out = temp.resolve("out");
    TrialSpec spec = TinyTrial.spec(data, RUN.formatted("stop: {patience: 1, min_gain: 1}"));
    Recorder recorder = Recorder.patient();
    String result = LocalRun.run(spec, out, TinyTrial.OPTIONS, recorder);
    assertThat(JsonParser.parseString(result).getAsJsonObject().get("steps").getAsInt())
        .isEqualTo(8);
    assertThat(recorder.warnings())
        .contains(
            "stopped early at step 8 of 12: 1 evaluations in a row were not better than that of"
                + " step 4");
  }

  @Test
  void aRunWhoseTimeIsUpEvaluatesAndEnds() throws IOException {
    Path out = temp.resolve("out");
    TrialSpec spec = TinyTrial.spec(data, RUN.formatted("stop: {seconds: 0.000001}"));
    JsonObject result =
        JsonParser.parseString(LocalRun.run(spec, out, TinyTrial.OPTIONS, Recorder.patient()))
            .getAsJsonObject();
    assertThat(result.get("steps").getAsInt()).isEqualTo(1);
    assertThat(result.get("ap").getAsDouble()).isGreaterThanOrEqualTo(-1);
  }

  @Test
  void aModelOfOtherClassesLendsAllButItsLastLayer() throws IOException {
    TrialSpec spec = TinyTrial.spec(data, RUN.formatted("flip: 0"));
    Path file = temp.resolve("other.safetensors");
    List<StoredTensor> tensors = new ArrayList<>();
    try (DetectionTask other = DetectionTask.open(spec, TinyTrial.OPTIONS)) {
      for (Weight w : other.weights().all()) {
        boolean classes = w.name().contains("fc_cls");
        float[] values = new float[(int) (classes ? 7 * w.size() : w.size())];
        Arrays.fill(values, 0.5f);
        long[] shape = w.shape().clone();
        shape[0] *= classes ? 7 : 1;
        tensors.add(StoredTensor.of(w.name(), values, shape));
      }
    }
    Safetensors.write(file, tensors, Map.of());
    try (DetectionTask task = DetectionTask.open(spec, TinyTrial.OPTIONS)) {
      StartWeights first = FirstWeights.take(new StartWeights(file.toString(), ""));
      assertThat(FirstWeights.load(first, task.weights()).orElseThrow())
          .startsWith("4 tensors begin fresh")
          .contains("another number of classes");
      for (Weight w : task.weights().all()) {
        boolean lent = w.values()[0] == 0.5f && w.values()[(int) w.size() - 1] == 0.5f;
        assertThat(lent).as(w.name()).isEqualTo(!w.name().contains("fc_cls"));
      }
    }
  }

  private static List<String> losses(Path out) throws IOException {
    return Files.readAllLines(out.resolve("metrics.jsonl")).stream()
        .filter(l -> l.contains("\"loss\""))
        .map(
            l ->
                l.replaceAll(
                    ",?\"(images_per_second|data_wait_percent|checkpoint_percent|peak_mib)\":[^,}]*",
                    ""))
        .toList();
  }
}
