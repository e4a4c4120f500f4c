package dev.lorsbench.workers.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.lorsbench.experiment.CropConfig;
import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.experiment.TrialSpec;
import dev.lorsbench.models.torch.Torch;
import dev.lorsbench.workers.data.BatchOptions;
import dev.lorsbench.workers.data.EvaluationImages;
import dev.lorsbench.workers.data.Framing;
import dev.lorsbench.workers.data.Split;
import dev.lorsbench.workers.evaluation.Evaluator;
import dev.lorsbench.workers.saved.SavedDetector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training on images of several scales and on windows of them, padded to one size a batch. */
class UnequalSizesTest {
  private static final String KEYS =
      "{steps: 5, batch: 3, evaluate_every: 5, resize: {short: [48, 64, 80], long: 96},"
          + " crop: {short: [56, 72], edge: [30, 60]}}";

  @TempDir Path temp;

  @Test
  void itEndsWithTheSameBitsForAnyNumberOfDecodingThreadsAndIsEvaluatedAsItWasTrained()
      throws IOException {
    DataConfig data = TinyTrial.data(temp);
    TrialSpec spec = TinyTrial.spec(data, KEYS);
    Path one = temp.resolve("one");
    Path other = temp.resolve("other");
    String result = LocalRun.run(spec, one, TinyTrial.OPTIONS, Recorder.patient());
    LocalRun.run(spec, other, new TrainingOptions("cpu", 1, 4, 30_000), Recorder.patient());
    assertThat(other.resolve("model.safetensors"))
        .hasSameBinaryContentAs(one.resolve("model.safetensors"));
    assertThat(Files.readString(one.resolve("metrics.jsonl"))).contains("\"loss\"");
    double ap = JsonParser.parseString(result).getAsJsonObject().get("ap").getAsDouble();
    assertThat(apAgain(one, data)).isEqualTo(ap);
  }

  private static double apAgain(Path run, DataConfig data) {
    Split val = Split.val(data);
    try (SavedDetector saved = SavedDetector.open(run, Torch.device("cpu"))) {
      Framing framing = new Framing(saved.card().size(), saved.card().resize(), CropConfig.NONE);
      assertThat(framing.resize().largest()).isEqualTo(80);
      BatchOptions options = new BatchOptions(0, saved.card().batch(), framing, 0, false);
      EvaluationImages images = new EvaluationImages(val.samples(), options, framing.cache(0));
      return new Evaluator(val, images).evaluate(saved.detector(), done -> {}).stats()[0];
    }
  }
}
