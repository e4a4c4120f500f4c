package dev.lorsbench.cli.verify;

import ai.djl.ndarray.NDArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.lorsbench.cli.CliException;
import dev.lorsbench.models.loss.Targets;
import dev.lorsbench.models.tensors.NativeTensors;
import dev.lorsbench.models.tensors.Safetensors;
import dev.lorsbench.models.tensors.StoredTensor;
import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.weights.Weight;
import dev.lorsbench.models.weights.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A case whose tensors lie beside its JSON.
 *
 * @param golden the JSON
 * @param tensors {@code in.*}, {@code param.*}, {@code out.*}, {@code probe.*}, {@code grad.*} and
 *     {@code after.param.*}
 */
record TensorCase(JsonObject golden, Safetensors tensors) {
  private static final List<String> MEANINGS =
      List.of("in.", "param.", "out.", "probe.", "grad.in.", "grad.param.", "after.param.");

  /** Reads the tensors, by the name that the JSON gives or else its own. */
  static TensorCase read(Path file, JsonObject golden) throws IOException {
    String own = file.getFileName().toString().replaceFirst("\\.json$", ".safetensors");
    String name = golden.has("tensors") ? golden.get("tensors").getAsString() : own;
    TensorCase read = new TensorCase(golden, Safetensors.read(file.resolveSibling(name)));
    for (String tensor : read.tensors.tensors().keySet()) {
      if (MEANINGS.stream().noneMatch(tensor::startsWith)) {
        throw new CliException("tensor " + tensor + " has no known meaning");
      }
    }
    return read;
  }

  /** The same case without some tensors, which are compared in another way. */
  TensorCase without(String prefix) {
    Map<String, StoredTensor> others = new LinkedHashMap<>(tensors.tensors());
    others.keySet().removeIf(name -> name.startsWith(prefix));
    return new TensorCase(golden, new Safetensors(tensors.metadata(), others, tensors.widened()));
  }

  /** What the case lets a group deviate. */
  double tolerance(String group) {
    JsonElement value = GoldenFile.objectAt(golden, "tolerance").get(group);
    if (value == null) {
      throw new CliException("the case sets no tolerance for " + group);
    }
    return value.getAsDouble();
  }

  /** The input of that name, ready for gradients. */
  NDArray input(Scope scope, String name) {
    StoredTensor stored =
        tensors
            .find("in." + name)
            .orElseThrow(() -> new CliException("tensor in." + name + " is missing"));
    return Scope.leaf(scope.floats(stored.toFloats(), stored.shape()));
  }

  /** The feature levels {@code in.feat.I}, ready for gradients. */
  List<NDArray> features(Scope scope, int levels) {
    List<NDArray> features = new ArrayList<>();
    for (int i = 0; i < levels; i++) {
      features.add(input(scope, "feat." + i));
    }
    return features;
  }

  /** Overwrites weights with {@code param.*}. */
  void load(Weights weights) {
    tensors
        .under("param.")
        .forEach(
            (name, stored) -> {
              Weight weight = weights.get(name);
              if (!Arrays.equals(weight.shape(), stored.shape())) {
                throw new CliException(
                    "param.%s has shape %s, the model's has %s"
                        .formatted(
                            name,
                            Arrays.toString(stored.shape()),
                            Arrays.toString(weight.shape())));
              }
              weights.set(name, stored.toFloats());
            });
  }

  /** The ground truth {@code in.gt_boxes.B} and {@code in.gt_labels.B}; none where absent. */
  Targets targets(int images) {
    float[][] boxes = new float[images][];
    int[][] labels = new int[images][];
    for (int b = 0; b < images; b++) {
      boxes[b] = tensors.find("in.gt_boxes." + b).map(StoredTensor::toFloats).orElse(new float[0]);
      double[] found =
          tensors.find("in.gt_labels." + b).map(StoredTensor::toDoubles).orElse(new double[0]);
      labels[b] = Arrays.stream(found).mapToInt(label -> (int) label).toArray();
    }
    return new Targets(boxes, labels);
  }

  /** Measures every golden tensor whose name begins with a prefix. */
  void compare(Measurements measured, String group, String prefix, Map<String, NDArray> actual) {
    tensors
        .under(prefix)
        .forEach(
            (name, stored) -> {
              NDArray ours = actual.get(name);
              if (ours == null) {
                measured.fail("nothing computes " + prefix + name);
              } else {
                compare(measured, group, prefix + name, ours, stored);
              }
            });
  }

  private void compare(
      Measurements measured, String group, String name, NDArray ours, StoredTensor stored) {
    if (measured.shapes(name, ours.getShape().getShape(), stored.shape())) {
      double[] values = doubles(ours);
      measured.tensor(group, tolerance(group), name, values, stored.toDoubles());
    }
  }

  static double[] doubles(NDArray array) {
    return NativeTensors.stored("", array).toDoubles();
  }
}
