package dev.lorsbench.cli.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.lorsbench.cli.Lors;
import dev.lorsbench.cli.train.TinyModel;
import dev.lorsbench.experiment.ModelConfig;
import dev.lorsbench.models.Detector;
import dev.lorsbench.models.tensors.NativeTensors;
import dev.lorsbench.models.tensors.Safetensors;
import dev.lorsbench.models.tensors.StoredTensor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ConvertCommandTest {
  private static final int CLASSES = 5; // as many as generated shapes have
  private static final String ABSENT = "roi_head.bbox_head.0.iof_tau";
  private static final String TURNED = "neck.lateral_convs.0.conv.weight";

  @TempDir private Path temp;
  private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private String config;

  @BeforeEach
  void weights() throws IOException {
    Path file = TinyModel.config(temp);
    config = file.toString();
    ModelConfig model = ModelConfig.parse(Files.readString(file), config);
    try (Detector detector = Detector.create(model, CLASSES, Device.cpu(), 1)) {
      detector.weights().all().forEach(w -> put(NativeTensors.stored(w.name(), w.tensor())));
    }
  }

  private void put(StoredTensor tensor) {
    float[] copy = tensor.toFloats();
    tensors.put(tensor.name(), StoredTensor.of(tensor.name(), copy, tensor.shape()));
  }

  private Path saved() throws IOException {
    Path file = temp.resolve("in.safetensors");
    Safetensors.write(file, tensors.values(), Map.of());
    return file;
  }

  private int lors(Object... words) {
    CommandLine line = Lors.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err, true));
    String[] args = new String[words.length];
    for (int i = 0; i < words.length; i++) {
      args[i] = words[i].toString();
    }
    return line.execute(args);
  }

  private void misfit() {
    tensors.remove(ABSENT);
    tensors.put("extra.weight", StoredTensor.of("extra.weight", new float[] {1, 2}, 2));
    tensors.put(
        "backbone.bn1.num_batches_tracked",
        StoredTensor.of("backbone.bn1.num_batches_tracked", new long[] {7}));
    long[] shape = tensors.get(TURNED).shape();
    float[] values = tensors.get(TURNED).toFloats();
    tensors.put(TURNED, StoredTensor.of(TURNED, values, shape[1], shape[0], 1, 1));
  }

  @Test
  void whatDoesNotFitIsListedAndNothingWritten() throws IOException {
    misfit();
    Path to = temp.resolve("out.pth");
    assertThat(lors("convert", saved(), "--out", to, "--config", config, "--classes", CLASSES))
        .isEqualTo(1);
    assertThat(out.toString().lines())
        .containsExactly(
            "missing     " + ABSENT,
            "unexpected  extra.weight",
            "shape       " + TURNED + ": [8, 32, 1, 1], the model has [32, 8, 1, 1]",
            "nothing written (--partial writes what fits)");
    assertThat(to).doesNotExist();
  }

  @Test
  void theSameAsJson() throws IOException {
    misfit();
    assertThat(
            lors(
                "convert", saved(), "--out", temp.resolve("out.pth"), "--config", config, "--json"))
        .isEqualTo(1);
    JsonObject found = JsonParser.parseString(out.toString()).getAsJsonObject();
    assertThat(found.get("missing")).hasToString("[\"" + ABSENT + "\"]");
    assertThat(found.get("unexpected")).hasToString("[\"extra.weight\"]");
    assertThat(found.getAsJsonObject("wrong_shape").keySet()).containsExactly(TURNED);
    assertThat(found.has("written")).isTrue();
    assertThat(found.get("written").isJsonNull()).isTrue();
  }

  @Test
  void partialWritesWhatFits() throws IOException {
    misfit();
    Path to = temp.resolve("out.safetensors");
    assertThat(lors("convert", saved(), "--out", to, "--config", config, "--partial")).isZero();
    assertThat(Safetensors.read(to).tensors())
        .hasSize(tensors.size() - 2)
        .doesNotContainKeys(ABSENT, TURNED, "extra.weight");
  }

  @Test
  void aConvertedFileIsEvaluatedOnceItSaysSizeAndClasses() throws IOException {
    String data = TinyModel.data(temp, 2).toString();
    tensors.put(
        "backbone.bn1.num_batches_tracked",
        StoredTensor.of("backbone.bn1.num_batches_tracked", new long[] {7}));
    Path bare = saved();
    assertThat(lors("eval", bare, "--data", data)).isEqualTo(2);
    assertThat(err.toString())
        .contains("does not say which model it holds, the size of its images, the names of its")
        .contains("--preset or --config, --size or --resize, --data or --categories")
        .hasLineCount(1);
    Path whole = temp.resolve("whole.safetensors");
    assertThat(
            lors(
                "convert",
                bare,
                "--out",
                whole,
                "--config",
                config,
                "--resize",
                "64,96",
                "--data",
                data))
        .as(err.toString())
        .isZero();
    assertThat(lors("eval", whole, "--data", data)).as(err.toString()).isZero();
    assertThat(out.toString()).contains("Average Precision");
  }

  @Test
  void classesByAListMustBeAsManyAsTheModels() throws IOException {
    Path names = Files.writeString(temp.resolve("names.txt"), "cat\ndog\n");
    Path to = temp.resolve("out.safetensors");
    assertThat(lors("convert", saved(), "--out", to, "--config", config, "--categories", names))
        .isEqualTo(2);
    assertThat(err.toString()).contains("names.txt has 2 categories; the model has 5 classes");
    Files.writeString(names, "cat\ndog\n\nbird\nfox\nhen");
    assertThat(lors("convert", saved(), "--out", to, "--config", config, "--categories", names))
        .isZero();
    assertThat(Safetensors.read(to).metadata().get("categories"))
        .contains("\"id\":3", "\"name\":\"bird\"", "\"id\":5");
  }

  @Test
  void aFormatWithoutAPlaceForThemIsRefused() throws IOException {
    assertThat(
            lors(
                "convert",
                saved(),
                "--out",
                temp.resolve("a.pth"),
                "--config",
                config,
                "--size",
                64))
        .isEqualTo(2);
    assertThat(err.toString()).contains("are kept in a detector's .safetensors alone");
    assertThat(lors("convert", saved(), "--out", temp.resolve("a.safetensors"), "--size", 64))
        .isEqualTo(2);
    assertThat(err.toString()).contains("give --preset or --config");
  }
}
