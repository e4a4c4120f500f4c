package dev.lorsbench.cli.verify;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import com.google.gson.JsonObject;
import dev.lorsbench.cli.CliException;
import dev.lorsbench.experiment.DecoderConfig;
import dev.lorsbench.models.adamixer.AdaptiveMixing;
import dev.lorsbench.models.adamixer.Decoder;
import dev.lorsbench.models.adamixer.Pyramid;
import dev.lorsbench.models.adamixer.Sampling;
import dev.lorsbench.models.adamixer.SelfAttention;
import dev.lorsbench.models.adamixer.StageOutput;
import dev.lorsbench.models.lors.LorsMixing;
import dev.lorsbench.models.tensors.StoredTensor;
import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.weights.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One operation: its outputs, and the gradients of sum(out * probe) over all of them. */
record OperationCheck(Path file, JsonObject golden, Device device) implements Check {
  OperationCheck(Path file, JsonObject golden) {
    this(file, golden, Device.cpu());
  }

  @Override
  public void run(Measurements measured) throws IOException {
    TensorCase given = TensorCase.read(file, golden);
    try (Weights weights = new Weights(device, 0)) {
      try (Scope scope = Scope.training(device)) {
        new Run(given, CaseConfig.of(golden), weights, scope).measure(measured);
      }
    }
  }

  /** One run. Inputs are made when first asked for, so that their gradients can be taken. */
  private static final class Run {
    private final TensorCase given;
    private final CaseConfig config;
    private final Weights weights;
    private final Scope scope;
    private final Map<String, NDArray> inputs = new LinkedHashMap<>();

    Run(TensorCase given, CaseConfig config, Weights weights, Scope scope) {
      this.given = given;
      this.config = config;
      this.weights = weights;
      this.scope = scope;
    }

    void measure(Measurements measured) {
      Map<String, NDArray> outputs = forward(given.golden().get("kind").getAsString());
      given.compare(measured, "outputs", "out.", outputs);
      Map<String, NDArray> of = new LinkedHashMap<>();
      inputs.forEach((name, tensor) -> of.put("in." + name, tensor));
      weights.trainable().forEach(w -> of.put("param." + w.name(), w.tensor()));
      given.compare(measured, "gradients", "grad.", gradients(outputs, of));
    }

    private Map<String, NDArray> forward(String kind) {
      return switch (kind) {
        case "sampling_3d" -> sampling();
        case "position_embedding" -> positionEmbedding();
        case "decode_box" -> Map.of("out", scope.tensor("decode_box", in("query_xyzr")));
        case "refine_xyzr" -> refine();
        case "self_attention" -> selfAttention();
        case "adaptive_mixing" -> adaptiveMixing();
        case "lors_mixing" -> lorsMixing();
        case "adamixer_stage", "lors_stage" -> stage();
        default -> throw new CliException("unknown operation " + kind);
      };
    }

    private NDArray in(String name) {
      return inputs.computeIfAbsent(name, n -> given.input(scope, n));
    }

    private Map<String, NDArray> sampling() {
      Sampling sampling = new Sampling(weights.root(), config.decoder());
      given.load(weights);
      return Map.of(
          "out", sampling.forward(scope, pyramid(), in("query_content"), in("query_xyzr")));
    }

    private Pyramid pyramid() {
      List<Integer> strides = config.decoder().featmapStrides();
      List<NDArray> levels = new ArrayList<>();
      for (int i = 0; i < strides.size(); i++) {
        levels.add(in("feat." + i));
      }
      return Pyramid.of(scope, levels, strides);
    }

    private Map<String, NDArray> positionEmbedding() {
      int n = config.integer("num_feats", config.decoder().contentDim() / 4);
      return Map.of("out", scope.tensor("position_embedding", in("query_xyzr"), n));
    }

    private Map<String, NDArray> refine() {
      NDList out = scope.tensors("refine_xyzr", in("query_xyzr"), in("xyzr_delta"));
      return Map.of("xyzr", out.get(0), "boxes", out.get(1));
    }

    private Map<String, NDArray> selfAttention() {
      SelfAttention attention = new SelfAttention(weights.root(), config.decoder());
      given.load(weights);
      return Map.of("out", attention.forward(scope, in("query_content"), in("query_xyzr")));
    }

    private Map<String, NDArray> adaptiveMixing() {
      AdaptiveMixing mixing = new AdaptiveMixing(weights.root(), config.decoder());
      given.load(weights);
      return Map.of("out", mixing.forward(scope, in("x"), in("query_content")));
    }

    private Map<String, NDArray> lorsMixing() {
      DecoderConfig decoder = config.decoder();
      LorsMixing mixing = new LorsMixing(weights.root(), decoder, decoder.lors().orElseThrow());
      given.load(weights);
      return Map.of("out", mixing.at(config.stage()).forward(scope, in("x"), in("query_content")));
    }

    private Map<String, NDArray> stage() {
      Decoder decoder =
          new Decoder(weights.root(), weights.root(), config.decoder(), config.classes());
      given.load(weights);
      StageOutput out =
          decoder
              .stages()
              .get(config.stage())
              .forward(scope, pyramid(), in("query_xyzr"), in("query_content"));
      return Map.of(
          "cls_score",
          out.clsScore(),
          "xyzr",
          out.xyzr(),
          "boxes",
          out.boxes(),
          "query_content",
          out.content());
    }

    /** The gradients that the case holds, of inputs and parameters in one pass. */
    private Map<String, NDArray> gradients(Map<String, NDArray> outputs, Map<String, NDArray> of) {
      Map<String, NDArray> wanted = new LinkedHashMap<>();
      given.tensors().under("grad.").keySet().stream()
          .filter(of::containsKey)
          .forEach(name -> wanted.put(name, of.get(name)));
      if (wanted.isEmpty()) {
        return wanted;
      }
      NDList found = scope.gradients(probed(outputs), List.copyOf(wanted.values()));
      int i = 0;
      for (Map.Entry<String, NDArray> entry : wanted.entrySet()) {
        entry.setValue(found.get(i++));
      }
      return wanted;
    }

    private NDArray probed(Map<String, NDArray> outputs) {
      List<NDArray> values = new ArrayList<>();
      List<NDArray> probes = new ArrayList<>();
      for (Map.Entry<String, StoredTensor> probe : given.tensors().under("probe.").entrySet()) {
        NDArray output = outputs.get(probe.getKey());
        if (output == null) {
          throw new CliException("nothing computes what probe." + probe.getKey() + " weighs");
        }
        values.add(output);
        probes.add(scope.floats(probe.getValue().toFloats(), probe.getValue().shape()));
      }
      return scope.tensor("probe", values, probes);
    }
  }
}
