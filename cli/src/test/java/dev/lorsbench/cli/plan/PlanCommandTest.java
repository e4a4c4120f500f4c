package dev.lorsbench.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.lorsbench.cli.Lors;
import dev.lorsbench.cli.train.TinyModel;
import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.experiment.SweepSpec;
import dev.lorsbench.experiment.TaskKind;
import dev.lorsbench.experiment.TrialSpec;
import dev.lorsbench.orchestrator.search.SweepFile;
import dev.lorsbench.workers.data.DataFingerprint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanCommandTest {
  private static final String SWEEP =
      """
      name: ranks
      parallelism: {cpu: 2, gpu.1: 8}
      baseline: matched
      budget: {epochs: 2}
      train: {batch: 4, size: 64}
      search:
        method: sobol
        trials: 6
        name: low
        model: lors-tiny
        parameters:
          model.kernel_sizes: {range: [1, 8], integer: true, repeat: 3}
          train.learning_rate: {range: [0.0001, 0.01], scale: log}
      """;

  @TempDir Path temp;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(temp.resolve("sweep.yaml"), SWEEP);
  }

  private record Answer(int code, String out) {
    JsonObject json() {
      return JsonParser.parseString(out).getAsJsonObject();
    }
  }

  private Answer plan(String... options) {
    List<String> words = new ArrayList<>(List.of("plan", file.toString()));
    words.addAll(List.of("--data-dir", temp.resolve("nothing").toString()));
    words.addAll(List.of(options));
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      int code = Lors.commandLine().execute(words.toArray(String[]::new));
      return new Answer(code, bytes.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(before);
    }
  }

  @Test
  void everyTrialIsShownWithTheIdThatItWouldHave() {
    Path data = TinyModel.data(temp, 2);
    Answer answer = plan("--data", data.toString(), "--no-calibration", "--json");
    assertThat(answer.code).isZero();
    JsonObject plan = answer.json();
    assertThat(plan.get("trial_count").getAsInt()).isEqualTo(12);
    assertThat(plan.get("parallelism").getAsInt()).isEqualTo(2);
    assertThat(plan.get("estimated").getAsString()).contains("nothing was measured");
    assertThat(plan.get("data_problem").isJsonNull()).isTrue();
    List<TrialSpec> taken = taken(data).trials();
    for (int i = 0; i < taken.size(); i++) {
      JsonObject trial = plan.getAsJsonArray("trials").get(i).getAsJsonObject();
      assertThat(trial.get("id").getAsString()).isEqualTo(taken.get(i).id());
      assertThat(trial.get("steps").getAsInt()).isEqualTo(5); // two epochs of ten images by four
      assertThat(trial.get("equal_budget").getAsBoolean()).isTrue();
      assertThat(trial.get("gflops").getAsDouble()).isPositive();
      assertThat(trial.get("memory_mib").getAsDouble()).isPositive();
      boolean low = trial.get("name").getAsString().startsWith("low");
      assertThat(trial.get("saving_percent").isJsonNull()).isEqualTo(!low);
    }
    double seconds = 0;
    for (JsonElement trial : plan.getAsJsonArray("trials")) {
      seconds += trial.getAsJsonObject().get("seconds").getAsDouble();
    }
    assertThat(3600 * plan.get("device_hours").getAsDouble())
        .isCloseTo(seconds, org.assertj.core.data.Offset.offset(1e-6 * seconds));
  }

  private static SweepSpec taken(Path data) {
    DataConfig set = DataConfig.folder(data.toString());
    return SweepFile.read(SWEEP, "s", Optional.of(DataFingerprint.take(TaskKind.DETECTION, set)))
        .withTrainImages(10);
  }

  @Test
  void aFewRealStepsTellThePaceAndLeaveNothingBehind() {
    Path data = TinyModel.data(temp, 2);
    Answer answer = plan("--data", data.toString(), "--json");
    assertThat(answer.code).isZero();
    assertThat(answer.json().get("estimated").getAsString())
        .matches("from \\d+ steps of [a-z0-9-]+ on this machine's \\d+ cores");
    assertThat(temp.resolve("nothing")).doesNotExist();
  }

  @Test
  void dataThatAreNotThereAreAProblemOfThePlan() {
    Answer answer = plan("--data", temp.resolve("absent").toString());
    assertThat(answer.code).isEqualTo(1);
    assertThat(answer.out).contains("low-6").contains("absent").contains("trials     12");
  }

  @Test
  void theTableNamesWhatASearchVaries() {
    Answer answer = plan("--data", TinyModel.data(temp, 2).toString(), "--no-calibration", "--all");
    assertThat(answer.out)
        .contains("kernel_sizes=[")
        .contains("learning_rate=")
        .contains("baseline")
        .contains("10 images to learn from");
  }

  @Test
  void theSchemaIsPrinted() {
    java.io.StringWriter out = new java.io.StringWriter();
    var line = Lors.commandLine();
    line.setOut(new java.io.PrintWriter(out));
    assertThat(line.execute("schema")).isZero();
    assertThat(
            JsonParser.parseString(out.toString()).getAsJsonObject().get("$schema").getAsString())
        .isEqualTo("https://json-schema.org/draft/2020-12/schema");
  }
}
