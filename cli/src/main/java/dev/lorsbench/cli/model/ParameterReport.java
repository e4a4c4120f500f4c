package dev.lorsbench.cli.model;

import dev.lorsbench.experiment.ModelConfig;
import dev.lorsbench.experiment.Presets;
import dev.lorsbench.models.counting.Cost;
import dev.lorsbench.models.counting.DetectorCost;
import dev.lorsbench.models.counting.ImageBatch;
import dev.lorsbench.models.counting.ParameterCount;
import java.util.List;

/**
 * What a model counts, saves and costs.
 *
 * @param batch what the costs are for
 * @param decoder its decoder's parameters by name
 * @param preset those of the full-parameter AdaMixer preset with as many classes
 * @param matched those of AdaMixer of the model's own geometry with as many classes
 * @param remarks what of its configuration is wasteful
 */
record ParameterReport(
    String name,
    String family,
    int classes,
    ImageBatch batch,
    DetectorCost cost,
    ParameterCount decoder,
    ParameterCount preset,
    ParameterCount matched,
    List<String> remarks) {
  static final String PRESET = "adamixer-r50-1x";

  static ParameterReport of(String name, ModelConfig model, int classes, ImageBatch batch) {
    return new ParameterReport(
        name,
        model.family(),
        classes,
        batch,
        DetectorCost.of(model, classes, batch),
        ParameterCount.of(model.decoder(), classes),
        ParameterCount.of(Presets.of(PRESET).decoder(), classes),
        ParameterCount.of(ParameterCount.matched(model.decoder()), classes),
        model.decoder().remarks());
  }

  /** 10^9 floating-point operations for one image, a multiply-add being two. */
  double gflops(Cost of) {
    return 2e-9 * of.multiplyAdds() / batch.images();
  }
}
