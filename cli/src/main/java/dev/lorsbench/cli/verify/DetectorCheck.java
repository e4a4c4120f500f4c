package dev.lorsbench.cli.verify;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.lorsbench.experiment.BackboneConfig;
import dev.lorsbench.experiment.ModelConfig;
import dev.lorsbench.models.Detector;
import dev.lorsbench.models.adamixer.StageOutput;
import dev.lorsbench.models.detect.Detections;
import dev.lorsbench.models.loss.SetLoss;
import dev.lorsbench.models.loss.StageLosses;
import dev.lorsbench.models.tensors.StoredTensor;
import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.weights.Weight;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A whole detector on an image, with weights by formula: features, outputs, detections, losses and
 * the norms of gradients.
 */
record DetectorCheck(Path file, JsonObject golden) implements Check {
  @Override
  public void run(Measurements measured) throws IOException {
    TensorCase given = TensorCase.read(file, golden);
    CaseConfig config = CaseConfig.of(golden);
    ModelConfig model = new ModelConfig(backbone(config), config.decoder());
    try (Detector detector = Detector.create(model, config.classes(), Device.cpu(), 0)) {
      if (namesAndShapes(measured, detector)) {
        detector
            .weights()
            .all()
            .forEach(
                w ->
                    detector
                        .weights()
                        .set(w.name(), FormulaWeights.parameter(w.name(), w.shape())));
        forwardAndBackward(measured, given, config, detector);
      }
    }
  }

  /** As released, with the width that the first convolution has. */
  private BackboneConfig backbone(CaseConfig config) {
    JsonElement name = config.json().get("backbone");
    BackboneConfig released =
        BackboneConfig.released(name == null ? "resnet50" : name.getAsString());
    String first = released.swin() ? "patch_embed.projection" : "conv1";
    JsonElement shape =
        GoldenFile.objectAt(golden, "parameters").get("backbone." + first + ".weight");
    int width = shape == null ? released.width() : GoldenFile.integers(shape)[0];
    // Without chance: a golden case cannot know who skips a path.
    return new BackboneConfig(
        released.name(), width, released.frozenStages(), released.normEval(), 0);
  }

  private boolean namesAndShapes(Measurements measured, Detector detector) {
    Map<String, String> ours = new LinkedHashMap<>();
    detector.weights().all().forEach(w -> ours.put(w.name(), Arrays.toString(w.shape())));
    Map<String, String> theirs = new LinkedHashMap<>();
    GoldenFile.objectAt(golden, "parameters")
        .asMap()
        .forEach((name, shape) -> theirs.put(name, Arrays.toString(GoldenFile.integers(shape))));
    TreeSet<String> names = new TreeSet<>(ours.keySet());
    names.addAll(theirs.keySet());
    List<String> differing =
        names.stream().filter(n -> !ours.getOrDefault(n, "").equals(theirs.get(n))).toList();
    measured.exact("parameters", differing.isEmpty() ? "" : differing.get(0), differing.size());
    return differing.isEmpty();
  }

  private void forwardAndBackward(
      Measurements measured, TensorCase given, CaseConfig config, Detector detector) {
    int[][] shapesHw = config.shapesHw(golden);
    long[] shape = {
      config.batch(), 3, config.integer("image_height"), config.integer("image_width")
    };
    String tag = GoldenFile.at(golden, "tag").getAsString();
    try (Scope scope = detector.training()) {
      NDArray images = scope.floats(FormulaWeights.image(tag, shape), shape);
      List<NDArray> features = detector.backbone().forward(scope, images);
      List<NDArray> levels = detector.neck().forward(scope, features);
      List<StageOutput> stages = detector.decoder().forward(scope, levels, shapesHw);
      outputs(measured, given, features, levels, stages);
      new FeatureStatistics(given, features).compare(measured);
      detections(measured, given, scope, stages.get(stages.size() - 1));
      StageLosses losses = SetLoss.of(scope, stages, shapesHw, given.targets(config.batch()));
      new LossComparison(given, measured).compare(losses);
      gradients(measured, given, scope, detector, losses.total());
    }
  }

  private static void outputs(
      Measurements measured,
      TensorCase given,
      List<NDArray> features,
      List<NDArray> levels,
      List<StageOutput> stages) {
    Map<String, NDArray> outputs = StageOutputs.named(stages);
    for (int i = 0; i < features.size(); i++) {
      outputs.put("c" + (i + 2) + ".slice", corner(features.get(i), 8));
    }
    for (int i = 0; i < levels.size(); i++) {
      outputs.put("neck" + i + ".slice", corner(levels.get(i), 16));
    }
    given.without("out.detections.").compare(measured, "outputs", "out.", outputs);
  }

  private static NDArray corner(NDArray level, int channels) {
    NDIndex corner = new NDIndex(":").addSliceDim(0, smaller(level, 1, channels));
    return level.get(
        corner.addSliceDim(0, smaller(level, 2, 4)).addSliceDim(0, smaller(level, 3, 4)));
  }

  private static long smaller(NDArray level, int axis, long size) {
    return Math.min(level.getShape().get(axis), size);
  }

  private static void detections(
      Measurements measured, TensorCase given, Scope scope, StageOutput last) {
    for (Map.Entry<String, StoredTensor> entry :
        given.tensors().under("out.detections.").entrySet()) {
      StoredTensor golden = entry.getValue();
      Detections found = Detections.of(scope, last, Math.toIntExact(golden.shape()[0]));
      int image = Integer.parseInt(entry.getKey());
      int size = found.perImage() * 6;
      float[] rows = Arrays.copyOfRange(found.rows(), image * size, (image + 1) * size);
      new DetectionRows(rows, golden.toFloats())
          .compare(measured, given.tolerance("outputs"), "detections." + image);
    }
  }

  private static void gradients(
      Measurements measured, TensorCase given, Scope scope, Detector detector, NDArray total) {
    List<Weight> trained = detector.weights().trainable();
    List<NDArray> of = new ArrayList<>();
    trained.forEach(w -> of.add(w.tensor()));
    NDList found = scope.gradients(total, of);
    Map<String, NDArray> gradients = new LinkedHashMap<>();
    for (int i = 0; i < trained.size(); i++) {
      gradients.put(trained.get(i).name(), found.get(i));
    }
    new GradientNorms(scope, gradients).compare(measured, given, "gradient_norms");
  }
}
