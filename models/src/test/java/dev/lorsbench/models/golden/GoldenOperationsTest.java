package dev.lorsbench.models.golden;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.lorsbench.experiment.DecoderConfig;
import dev.lorsbench.models.adamixer.AdaptiveMixing;
import dev.lorsbench.models.adamixer.Decoder;
import dev.lorsbench.models.adamixer.Pyramid;
import dev.lorsbench.models.adamixer.Sampling;
import dev.lorsbench.models.adamixer.SelfAttention;
import dev.lorsbench.models.adamixer.StageOutput;
import dev.lorsbench.models.lors.LorsMixing;
import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.weights.Namespace;
import dev.lorsbench.models.weights.Weight;
import dev.lorsbench.models.weights.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Outputs and gradients of each operation against the released code's. */
class GoldenOperationsTest {
  static List<Path> cases() throws IOException {
    return GoldenFolder.cases("ops");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void equalsByLevels(Path path) throws IOException {
    compare(path, false);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void equalsByTable(Path path) throws IOException {
    compare(path, true);
  }

  private static void compare(Path path, boolean table) throws IOException {
    GoldenCase golden = GoldenCase.read(path);
    try (Weights weights = new Weights(Device.cpu(), 0);
        Scope scope = Scope.training(Device.cpu())) {
      Map<String, NDArray> inputs = golden.inputs(scope);
      Map<String, NDArray> outputs = run(golden, scope, weights, inputs, table);
      assertThat(outputs).isNotEmpty();
      outputs.forEach(
          (name, output) ->
              assertThat(golden.deviation("out." + name, output.toFloatArray()))
                  .as(name)
                  .isLessThanOrEqualTo(golden.tolerance("outputs")));
      gradients(golden, scope, weights, inputs, outputs);
    }
  }

  private static void gradients(
      GoldenCase golden,
      Scope scope,
      Weights weights,
      Map<String, NDArray> inputs,
      Map<String, NDArray> outputs) {
    Map<String, NDArray> leaves = new LinkedHashMap<>();
    inputs.forEach((name, tensor) -> leaves.put("grad.in." + name, tensor));
    for (Weight weight : weights.trainable()) {
      leaves.put("grad.param." + weight.name(), weight.tensor());
    }
    leaves.keySet().removeIf(name -> golden.file().find(name).isEmpty());
    if (leaves.isEmpty()) {
      return;
    }
    NDList probes = new NDList();
    Map<String, NDArray> given = new LinkedHashMap<>();
    golden
        .file()
        .under("probe.")
        .forEach((name, t) -> given.put(name, scope.floats(t.toFloats(), t.shape())));
    outputs.keySet().forEach(name -> probes.add(given.get(name)));
    NDArray loss = scope.tensor("probe", List.copyOf(outputs.values()), probes);
    NDList gradients = scope.gradients(loss, new ArrayList<>(leaves.values()));
    int i = 0;
    for (String name : leaves.keySet()) {
      assertThat(golden.deviation(name, gradients.get(i++).toFloatArray()))
          .as(name)
          .isLessThanOrEqualTo(golden.tolerance("gradients"));
    }
  }

  private static Map<String, NDArray> run(
      GoldenCase golden, Scope scope, Weights weights, Map<String, NDArray> inputs, boolean table) {
    DecoderConfig config = golden.config();
    Namespace root = weights.root();
    NDArray xyzr = inputs.get("query_xyzr");
    NDArray content = inputs.get("query_content");
    switch (golden.kind()) {
      case "decode_box":
        return Map.of("out", scope.tensor("decode_box", xyzr));
      case "position_embedding":
        return Map.of("out", scope.tensor("position_embedding", xyzr, config.contentDim() / 4));
      case "refine_xyzr":
        NDList refined = scope.tensors("refine_xyzr", xyzr, inputs.get("xyzr_delta"));
        return Map.of("xyzr", refined.get(0), "boxes", refined.get(1));
      case "self_attention":
        SelfAttention attention = new SelfAttention(root, config);
        golden.load(weights);
        return Map.of("out", attention.forward(scope, content, xyzr));
      case "sampling_3d":
        Sampling sampling = new Sampling(root, config);
        golden.load(weights);
        return Map.of(
            "out", sampling.forward(scope, pyramid(golden, scope, inputs, table), content, xyzr));
      case "adaptive_mixing":
        AdaptiveMixing mixing = new AdaptiveMixing(root, config);
        golden.load(weights);
        return Map.of("out", mixing.forward(scope, inputs.get("x"), content));
      case "lors_mixing":
        LorsMixing lors = new LorsMixing(root, config, config.lors().orElseThrow());
        golden.load(weights);
        return Map.of(
            "out", lors.at(golden.number("stage")).forward(scope, inputs.get("x"), content));
      default:
        return stage(golden, scope, weights, inputs, table);
    }
  }

  private static Map<String, NDArray> stage(
      GoldenCase golden, Scope scope, Weights weights, Map<String, NDArray> inputs, boolean table) {
    Decoder decoder =
        new Decoder(weights.root(), weights.root(), golden.config(), golden.number("num_classes"));
    golden.load(weights);
    StageOutput out =
        decoder
            .stages()
            .get(golden.number("stage"))
            .forward(
                scope,
                pyramid(golden, scope, inputs, table),
                inputs.get("query_xyzr"),
                inputs.get("query_content"));
    return Map.of(
        "cls_score", out.clsScore(),
        "xyzr", out.xyzr(),
        "boxes", out.boxes(),
        "query_content", out.content());
  }

  private static Pyramid pyramid(
      GoldenCase golden, Scope scope, Map<String, NDArray> inputs, boolean table) {
    List<Integer> strides = golden.config().featmapStrides();
    return table
        ? Pyramid.ofTable(scope, golden.levels(inputs), strides)
        : Pyramid.ofLevels(golden.levels(inputs), strides);
  }
}
