package dev.lorsbench.models.golden;

import ai.djl.ndarray.NDArray;
import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.lorsbench.experiment.DecoderConfig;
import dev.lorsbench.experiment.LorsConfig;
import dev.lorsbench.models.tensors.NativeTensors;
import dev.lorsbench.models.tensors.Safetensors;
import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.weights.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One golden case: its JSON, its tensors, and how far something is from them. */
record GoldenCase(JsonObject json, Safetensors file) {
  static GoldenCase read(Path json) throws IOException {
    String name = json.getFileName().toString().replace(".json", ".safetensors");
    return new GoldenCase(
        new Gson().fromJson(Files.readString(json), JsonObject.class),
        Safetensors.read(json.resolveSibling(name)));
  }

  String kind() {
    return json.get("kind").getAsString();
  }

  double tolerance(String group) {
    return json.getAsJsonObject("tolerance").get(group).getAsDouble();
  }

  int number(String key) {
    return number(key, 0);
  }

  int number(String key, int otherwise) {
    JsonElement value = json.getAsJsonObject("config").get(key);
    return value == null ? otherwise : value.getAsInt();
  }

  DecoderConfig config() {
    return new DecoderConfig(
        number("num_stages", 1),
        number("queries", 1),
        number("content_dim", 32),
        number("num_heads", 4),
        number("feedforward_channels", 64),
        number("n_groups", 2),
        number("in_points", 8),
        number("out_points", 12),
        List.of(4, 8, 16, 32),
        numbers("kernel_sizes").isEmpty()
            ? Optional.empty()
            : Optional.of(
                new LorsConfig(
                    numbers("kernel_sizes"),
                    numbers("kernel_groups"),
                    numbers("mix_out_proj_ranks"))));
  }

  private List<Integer> numbers(String key) {
    List<Integer> found = new ArrayList<>();
    JsonElement value = json.getAsJsonObject("config").get(key);
    if (value != null) {
      value.getAsJsonArray().forEach(e -> found.add(e.getAsInt()));
    }
    return found;
  }

  /** Every {@code in.*} tensor; those of floats as leaves. */
  Map<String, NDArray> inputs(Scope scope) {
    Map<String, NDArray> inputs = new LinkedHashMap<>();
    file.under("in.")
        .forEach(
            (name, tensor) -> {
              NDArray array = NativeTensors.array(scope.manager(), tensor);
              inputs.put(name, name.contains("labels") ? array : Scope.leaf(array));
            });
    return inputs;
  }

  List<NDArray> levels(Map<String, NDArray> inputs) {
    List<NDArray> levels = new ArrayList<>();
    for (int i = 0; inputs.containsKey("feat." + i); i++) {
      levels.add(inputs.get("feat." + i));
    }
    return levels;
  }

  void load(Weights weights) {
    file.under("param.")
        .forEach(
            (name, tensor) -> {
              if (weights.contains(name)) {
                weights.set(name, tensor.toFloats());
              }
            });
  }

  /** The relative deviation in the 2-norm, less a floor of 1e-6 an element. */
  double deviation(String name, float[] mine) {
    float[] theirs = file.find(name).orElseThrow().toFloats();
    double difference = 0;
    double size = 0;
    for (int i = 0; i < theirs.length; i++) {
      difference += Math.pow((double) mine[i] - theirs[i], 2);
      size += Math.pow(theirs[i], 2);
    }
    double beyond = Math.max(0, Math.sqrt(difference) - 1e-6 * Math.sqrt(theirs.length));
    return beyond / Math.max(Math.sqrt(size), 1e-30);
  }
}
