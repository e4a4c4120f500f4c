package dev.lorsbench.cli.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import dev.lorsbench.cli.Lors;
import dev.lorsbench.experiment.ModelConfig;
import dev.lorsbench.models.Detector;
import dev.lorsbench.models.tensors.Safetensors;
import dev.lorsbench.models.tensors.StoredTensor;
import dev.lorsbench.models.weights.Weight;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code lors export} takes, refuses and writes; what it writes is run by models' tests. */
class ExportCommandTest {
  private static final String CONFIG =
      "{backbone: {name: resnet18, width: 8}, num_stages: 2, queries: 5, content_dim: 32,"
          + " num_heads: 2, feedforward_channels: 16, n_groups: 2, in_points: 6, out_points: 10,"
          + " featmap_strides: [4, 8, 16, 32]}";

  @TempDir Path temp;
  private Path weights;
  private Path config;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void write() throws IOException {
    config = Files.writeString(temp.resolve("model.yaml"), CONFIG);
    weights = temp.resolve("weights.safetensors");
    Safetensors.write(weights, tensors("", 1), Map.of());
  }

  /** A fresh model's tensors under a prefix; every element times {@code factor}. */
  private static List<StoredTensor> tensors(String prefix, float factor) {
    List<StoredTensor> all = new ArrayList<>();
    ModelConfig model = ModelConfig.parse(CONFIG, "test");
    try (Detector detector = Detector.create(model, 3, Device.cpu(), 0)) {
      for (Weight weight : detector.weights().all()) {
        float[] values = weight.values();
        for (int i = 0; i < values.length; i++) {
          values[i] *= factor;
        }
        all.add(StoredTensor.of(prefix + weight.name(), values, weight.shape()));
      }
    }
    return all;
  }

  @Test
  void everyFormatIsWrittenOfWeightsThatAreToldWhatTheyAre() {
    for (String format : new String[] {"torchscript", "onnx", "SafeTensors"}) {
      Path to = temp.resolve("model." + format);
      assertThat(export(weights, format, to, "--config", config)).as(err.toString()).isZero();
      assertThat(out.toString()).matches(to + ": [\\d,]+ bytes\\R");
    }
    Path again = temp.resolve("again.onnx");
    assertThat(export(temp.resolve("model.SafeTensors"), "onnx", again)).isZero();
    assertThat(again).isNotEmptyFile();
  }

  @Test
  void ofACheckpointTheAveragedWeightsAreTaken() throws IOException {
    List<StoredTensor> both = new ArrayList<>(tensors("model.", 1));
    both.addAll(tensors("ema.", 2));
    Path checkpoint = temp.resolve("step.safetensors");
    Safetensors.write(checkpoint, both, Map.of("model", ModelConfig.parse(CONFIG, "t").json()));
    Path bare = temp.resolve("bare.safetensors");
    assertThat(export(checkpoint, "safetensors", bare)).as(err.toString()).isZero();
    Map<String, StoredTensor> read = Safetensors.read(bare).tensors();
    assertThat(read).hasSize(both.size() / 2);
    tensors("", 2).forEach(t -> assertThat(read.get(t.name()).toFloats()).isEqualTo(t.toFloats()));
  }

  @Test
  void whatCannotBeExportedIsOneLineAndNothingIsWritten() throws IOException {
    Path to = temp.resolve("model.onnx");
    assertThat(export(weights, "onnx", to)).isEqualTo(2);
    assertThat(err.toString()).contains("give --preset or --config").hasLineCount(1);
    assertThat(export(weights, "onnx", to, "--config", config, "--count", 0)).isEqualTo(2);
    assertThat(err.toString()).contains("--count is 0; allowed is 1 to 10000");
    assertThat(export(weights, "onnx", weights, "--config", config)).isEqualTo(2);
    assertThat(err.toString()).contains("is the file that is read");
    assertThat(export(temp.resolve("nowhere"), "onnx", to)).isNotZero();
    assertThat(err.toString()).contains("nowhere").hasLineCount(1);
    Path text = Files.writeString(temp.resolve("text.pth"), "not weights");
    assertThat(export(text, "onnx", to, "--config", config)).isEqualTo(1);
    assertThat(err.toString()).startsWith("lors: " + text).hasLineCount(1);
    assertThat(export(weights, "onnx", to, "--preset", "lors-tiny")).isEqualTo(1);
    assertThat(err.toString()).contains("missing     ", "misshapen tensors; nothing written");
    assertThat(export(weights, "coreml", to, "--config", config)).isEqualTo(2);
    assertThat(to).doesNotExist();
  }

  private int export(Path from, String format, Path to, Object... more) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine line = Lors.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err, true));
    List<Object> words = new ArrayList<>(List.of("export", from, "--format", format));
    words.addAll(List.of("--out", to));
    words.addAll(Arrays.asList(more));
    return line.execute(words.stream().map(String::valueOf).toArray(String[]::new));
  }
}
