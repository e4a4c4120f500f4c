package dev.lorsbench.models.lowrank;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.lorsbench.experiment.DecoderConfig;
import dev.lorsbench.experiment.ModelConfig;
import dev.lorsbench.models.Detector;
import dev.lorsbench.models.counting.ParameterCount;
import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.weights.Weights;

/**
 * A LORS detector as the AdaMixer of its geometry, the same function to rounding: LORST's weights
 * are summed; LORSA's E is linear in the content, so that shared generator and A E B are together
 * one linear generator, AdaMixer's own.
 */
public final class DetectorMerging {
  private DetectorMerging() {}

  /**
   * The merged detector. The caller closes it.
   *
   * @throws IllegalArgumentException where the model has plain weights already
   */
  public static Detector merged(Detector model) {
    DecoderConfig decoder = model.config().decoder();
    if (decoder.lors().isEmpty()) {
      throw new IllegalArgumentException("the model has no low-rank parts to merge");
    }
    ModelConfig plain = new ModelConfig(model.config().backbone(), ParameterCount.matched(decoder));
    Detector full = Detector.create(plain, model.classes(), model.weights().device(), 0);
    ClassifierStacks.copyCommon(model.weights(), full.weights());
    for (int s = 0; s < decoder.numStages(); s++) {
      DecoderNames names = new DecoderNames(s);
      names.same().forEach((to, from) -> copy(model.weights(), from, full.weights(), to));
      try (Scope scope = Scope.inference(model.weights().device())) {
        projection(scope, names, model.weights(), full.weights());
        generator(scope, names, model.weights(), full.weights(), decoder.nGroups());
      }
    }
    return full;
  }

  static void copy(Weights source, String from, Weights target, String to) {
    target.set(to, source.get(from).values());
  }

  private static void projection(Scope scope, DecoderNames names, Weights from, Weights to) {
    NDArray whole =
        scope.tensor(
            "merge",
            from.get(DecoderNames.shared("base_out_proj.weight")).tensor(),
            from.get(names.lors("out_weight_add_A")).tensor(),
            from.get(names.lors("out_weight_add_B")).tensor());
    to.set(names.full("out_proj.weight"), whole.toFloatArray());
  }

  private static void generator(
      Scope scope, DecoderNames names, Weights from, Weights to, int groups) {
    NDArray whole =
        scope.tensor(
            "merge_generator",
            linear(scope, from, DecoderNames.shared("common_parameter_generator")),
            linear(scope, from, names.lors("private_parameter_generator")),
            from.get(names.lors("ml_parameters")).tensor(),
            from.get(names.lors("mr_parameters")).tensor(),
            from.get(names.lors("sl_parameters")).tensor(),
            from.get(names.lors("sr_parameters")).tensor(),
            groups);
    NDList parts = scope.tensors("split_bias", whole);
    to.set(names.full("parameter_generator.0.weight"), parts.get(0).toFloatArray());
    to.set(names.full("parameter_generator.0.bias"), parts.get(1).toFloatArray());
  }

  /** A linear layer as [outputs, d + 1] in double precision. */
  static NDArray linear(Scope scope, Weights from, String name) {
    return scope.tensor(
        "with_bias", from.get(name + ".weight").tensor(), from.get(name + ".bias").tensor());
  }
}
