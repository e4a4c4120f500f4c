package dev.lorsbench.models.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.lorsbench.models.adamixer.Decoder;
import dev.lorsbench.models.adamixer.StageOutput;
import dev.lorsbench.models.loss.SetLoss;
import dev.lorsbench.models.loss.StageLosses;
import dev.lorsbench.models.loss.Targets;
import dev.lorsbench.models.optim.AdamW;
import dev.lorsbench.models.optim.AdamWSettings;
import dev.lorsbench.models.optim.DecayRule;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole decoders against the released code's: outputs, matching, losses, gradients, steps. */
class GoldenDecoderTest {
  static List<Path> cases() throws IOException {
    return GoldenFolder.cases("decoder");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void equals(Path path) throws IOException {
    GoldenCase golden = GoldenCase.read(path);
    int[][] shapes = new Gson().fromJson(golden.json().get("img_shape_hw"), int[][].class);
    Targets targets = targets(golden, shapes.length);
    try (Weights weights = new Weights(Device.cpu(), 0)) {
      Decoder decoder =
          new Decoder(
              weights.root(), weights.root(), golden.config(), golden.number("num_classes"));
      golden.load(weights);
      compare(golden, weights, decoder, shapes, targets);
    }
    // In double precision: after two steps one ReLU's input is within float32's rounding of zero,
    // and which side it falls on depends on the processor's vector width.
    try (Weights weights = new Weights(Device.cpu(), 0, DataType.FLOAT64)) {
      Decoder decoder =
          new Decoder(
              weights.root(), weights.root(), golden.config(), golden.number("num_classes"));
      golden.load(weights);
      train(golden, weights, decoder, shapes, targets);
    }
  }

  private static void compare(
      GoldenCase golden, Weights weights, Decoder decoder, int[][] shapes, Targets targets) {
    try (Scope scope = Scope.training(Device.cpu())) {
      Map<String, NDArray> inputs = golden.inputs(scope);
      List<StageOutput> stages = decoder.forward(scope, golden.levels(inputs), shapes);
      for (int s = 0; s < stages.size(); s++) {
        near(golden, "out.stage" + s + ".cls_score", stages.get(s).clsScore());
        near(golden, "out.stage" + s + ".xyzr", stages.get(s).xyzr());
        near(golden, "out.stage" + s + ".boxes", stages.get(s).boxes());
      }
      StageLosses losses = SetLoss.of(scope, stages, shapes, targets);
      JsonElement assigned = golden.json().get("assigned_gt_1based");
      assertThat(losses.assigned()).isDeepEqualTo(new Gson().fromJson(assigned, int[][][].class));
      JsonObject parts = golden.json().getAsJsonObject("losses");
      losses
          .byName()
          .forEach(
              (name, value) -> {
                double expected = parts.get(name).getAsDouble();
                double allowed = golden.tolerance("losses") * (expected == 0 ? 1 : expected);
                assertThat((double) value).as(name).isCloseTo(expected, within(allowed));
              });
      gradients(golden, scope, weights, inputs, losses.total());
    }
  }

  private static void near(GoldenCase golden, String name, NDArray mine) {
    assertThat(golden.deviation(name, mine.toFloatArray()))
        .as(name)
        .isLessThanOrEqualTo(golden.tolerance("outputs"));
  }

  private static void gradients(
      GoldenCase golden, Scope scope, Weights weights, Map<String, NDArray> inputs, NDArray loss) {
    Map<String, NDArray> leaves = new LinkedHashMap<>();
    inputs.forEach((name, tensor) -> leaves.put("grad.in." + name, tensor));
    for (Weight weight : weights.trainable()) {
      leaves.put("grad.param." + weight.name(), weight.tensor());
    }
    leaves.keySet().removeIf(name -> golden.file().find(name).isEmpty());
    NDList gradients = scope.gradients(loss, new ArrayList<>(leaves.values()));
    int i = 0;
    for (String name : leaves.keySet()) {
      assertThat(golden.deviation(name, gradients.get(i++).toFloatArray()))
          .as(name)
          .isLessThanOrEqualTo(golden.tolerance("gradients"));
    }
  }

  private static void train(
      GoldenCase golden, Weights weights, Decoder decoder, int[][] shapes, Targets targets) {
    JsonObject plan = golden.json().getAsJsonObject("trajectory");
    AdamWSettings settings =
        AdamWSettings.of(
            plan.get("weight_decay").getAsDouble(), plan.get("clip_norm").getAsDouble());
    try (AdamW optimiser = new AdamW(weights, settings, DecayRule.UNIFORM)) {
      for (JsonElement step : plan.getAsJsonArray("steps")) {
        JsonArray expected = step.getAsJsonArray();
        try (Scope scope = Scope.training(Device.cpu())) {
          List<StageOutput> stages =
              decoder.forward(scope, doubles(golden.levels(golden.inputs(scope))), shapes);
          NDArray loss = SetLoss.of(scope, stages, shapes, targets).total();
          NDArray norm = optimiser.step(scope, loss, plan.get("lr").getAsDouble());
          close(golden, loss.getDouble(), expected.get(0).getAsDouble());
          close(golden, norm.getDouble(), expected.get(1).getAsDouble());
        }
      }
    }
  }

  private static List<NDArray> doubles(List<NDArray> levels) {
    return levels.stream().map(level -> level.toType(DataType.FLOAT64, false)).toList();
  }

  private static void close(GoldenCase golden, double mine, double expected) {
    assertThat(mine).isCloseTo(expected, within(golden.tolerance("trajectory") * expected));
  }

  static Targets targets(GoldenCase golden, int images) {
    float[][] boxes = new float[images][];
    int[][] labels = new int[images][];
    for (int b = 0; b < images; b++) {
      boxes[b] = golden.file().find("in.gt_boxes." + b).orElseThrow().toFloats();
      double[] classes = golden.file().find("in.gt_labels." + b).orElseThrow().toDoubles();
      labels[b] = Arrays.stream(classes).mapToInt(c -> (int) c).toArray();
    }
    return new Targets(boxes, labels);
  }
}
