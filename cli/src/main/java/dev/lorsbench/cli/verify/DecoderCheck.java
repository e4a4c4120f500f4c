package dev.lorsbench.cli.verify;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
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
import dev.lorsbench.models.tensors.StoredTensor;
import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.weights.Weight;
import dev.lorsbench.models.weights.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A whole decoder: outputs, matching, losses, gradients, and the steps of its trajectory. */
record DecoderCheck(Path file, JsonObject golden) implements Check {
  @Override
  public void run(Measurements measured) throws IOException {
    TensorCase given = TensorCase.read(file, golden);
    try (Weights weights = new Weights(Device.cpu(), 0)) {
      new Run(given, CaseConfig.of(golden), weights).forwardAndBackward(measured);
    }
    if (golden.has("trajectory")) {
      // Single precision cannot repeat a trajectory on every processor: an activation within
      // rounding of zero falls on the one side or the other by the width of the vector unit.
      try (Weights weights = new Weights(Device.cpu(), 0, DataType.FLOAT64)) {
        Run run = new Run(given, CaseConfig.of(golden), weights);
        run.trajectory(measured, GoldenFile.objectAt(golden, "trajectory"));
      }
    }
  }

  private static final class Run {
    private final TensorCase given;
    private final CaseConfig config;
    private final Weights weights;
    private final Decoder decoder;
    private final int[][] shapesHw;
    private final Targets targets;

    Run(TensorCase given, CaseConfig config, Weights weights) {
      this.given = given;
      this.config = config;
      this.weights = weights;
      decoder = new Decoder(weights.root(), weights.root(), config.decoder(), config.classes());
      given.load(weights);
      shapesHw = config.shapesHw(given.golden());
      targets = given.targets(shapesHw.length);
    }

    private List<NDArray> features(Scope scope) {
      return given.features(scope, config.decoder().featmapStrides().size());
    }

    void forwardAndBackward(Measurements measured) {
      try (Scope scope = Scope.training(Device.cpu())) {
        List<NDArray> features = features(scope);
        List<StageOutput> stages = decoder.forward(scope, features, shapesHw);
        given.compare(measured, "outputs", "out.", outputs(scope, stages));
        StageLosses losses = SetLoss.of(scope, stages, shapesHw, targets);
        new LossComparison(given, measured).compare(losses);
        gradients(measured, scope, losses.total(), features);
      }
    }

    private Map<String, NDArray> outputs(Scope scope, List<StageOutput> stages) {
      Map<String, NDArray> outputs = StageOutputs.named(stages);
      outputs.put("init_query_content", decoder.queries().contents(scope, shapesHw.length));
      outputs.put("init_xyzr", decoder.queries().boxes(scope, shapesHw));
      return outputs;
    }

    private void gradients(
        Measurements measured, Scope scope, NDArray total, List<NDArray> features) {
      List<NDArray> of = new ArrayList<>(features);
      weights.trainable().forEach(w -> of.add(w.tensor()));
      NDList found = scope.gradients(total, of);
      Map<String, NDArray> ofInputs = new LinkedHashMap<>();
      for (int i = 0; i < features.size(); i++) {
        ofInputs.put("feat." + i, found.get(i));
      }
      given.compare(measured, "gradients", "grad.in.", ofInputs);
      Map<String, NDArray> ofWeights = new LinkedHashMap<>();
      int next = features.size();
      for (Weight weight : weights.trainable()) {
        ofWeights.put(weight.name(), found.get(next++));
      }
      given.compare(measured, "gradients", "grad.param.", ofWeights);
      new GradientNorms(scope, ofWeights).compare(measured, given, "gradients");
    }

    void trajectory(Measurements measured, JsonObject plan) {
      double[] betas = GoldenFile.doubles(GoldenFile.at(plan, "betas"));
      double rate = GoldenFile.at(plan, "lr").getAsDouble();
      AdamWSettings settings =
          new AdamWSettings(
              betas[0],
              betas[1],
              GoldenFile.at(plan, "eps").getAsDouble(),
              GoldenFile.at(plan, "weight_decay").getAsDouble(),
              GoldenFile.at(plan, "clip_norm").getAsDouble());
      JsonArray steps = GoldenFile.at(plan, "steps").getAsJsonArray();
      try (AdamW optimiser = new AdamW(weights, settings, DecayRule.UNIFORM)) {
        int at = 0;
        for (JsonElement golden : steps) {
          step(measured, optimiser, rate, at++, GoldenFile.doubles(golden));
        }
      }
      after(measured, rate * steps.size());
    }

    private void step(
        Measurements measured, AdamW optimiser, double rate, int at, double[] golden) {
      try (Scope scope = Scope.training(Device.cpu())) {
        List<NDArray> features =
            features(scope).stream().map(f -> f.toType(DataType.FLOAT64, false)).toList();
        List<StageOutput> stages = decoder.forward(scope, features, shapesHw);
        StageLosses losses = SetLoss.of(scope, stages, shapesHw, targets);
        double total = losses.total().getDouble();
        double norm = optimiser.step(scope, losses.total(), rate).getDouble();
        double tolerance = given.tolerance("trajectory");
        String name = "step " + at;
        measured.number("trajectory", tolerance, name + " loss", total, golden[0]);
        measured.number("trajectory", tolerance, name + " gradient norm", norm, golden[1]);
      }
    }

    /**
     * Parameters after the last step, in units of the largest way that AdamW can have moved one.
     * AdamW follows the sign of gradients that are mere noise (those of keys' biases are 0 but for
     * rounding), so elements of two runs drift apart: each may by that way, the root mean square of
     * a tensor by a quarter of it.
     */
    private void after(Measurements measured, double way) {
      for (Map.Entry<String, StoredTensor> entry :
          given.tensors().under("after.param.").entrySet()) {
        double[] ours = TensorCase.doubles(weights.get(entry.getKey()).tensor());
        double[] golden = entry.getValue().toDoubles();
        double largest = 0;
        double squares = 0;
        for (int i = 0; i < golden.length; i++) {
          double off = Math.abs(ours[i] - golden[i]);
          largest = Math.max(largest, off);
          squares += off * off;
        }
        double rms = Math.sqrt(squares / Math.max(1, golden.length));
        measured.add("after", 1, entry.getKey(), Math.max(4 * rms, largest) / way);
      }
    }
  }
}
