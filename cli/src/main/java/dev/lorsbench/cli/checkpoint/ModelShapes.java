package dev.lorsbench.cli.checkpoint;

import ai.djl.Device;
import dev.lorsbench.experiment.ModelConfig;
import dev.lorsbench.models.Detector;
import dev.lorsbench.models.pytorch.TensorFit;
import dev.lorsbench.models.tensors.StoredTensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** Names and shapes of a model's tensors. */
@SuppressWarnings("ArrayRecordComponent")
record ModelShapes(Map<String, long[]> byName) {
  /** Those of a whole detector, or of its backbone alone. */
  static ModelShapes of(ModelConfig config, int classes, boolean backboneOnly) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    try (Detector detector = Detector.create(config, classes, Device.cpu(), 0)) {
      detector.weights().all().stream()
          .filter(w -> !backboneOnly || w.name().startsWith("backbone."))
          .forEach(w -> shapes.put(w.name(), w.shape()));
    }
    return new ModelShapes(shapes);
  }

  TensorFit fit(Map<String, StoredTensor> tensors) {
    return TensorFit.of(byName, tensors);
  }
}
