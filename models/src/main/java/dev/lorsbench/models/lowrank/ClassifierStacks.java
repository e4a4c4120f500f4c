package dev.lorsbench.models.lowrank;

import ai.djl.ndarray.NDArray;
import dev.lorsbench.experiment.ClassifierConfig;
import dev.lorsbench.models.lors.Linear;
import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.transformer.VisionTransformer;
import dev.lorsbench.models.weights.Weight;
import dev.lorsbench.models.weights.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Merging and compressing of classifiers: DeiT with LORS to DeiT, and back. */
public final class ClassifierStacks {
  private ClassifierStacks() {}

  /**
   * The same function with plain weights. The caller closes it.
   *
   * @throws IllegalArgumentException where the model has plain weights already
   */
  public static VisionTransformer merged(VisionTransformer model) {
    if (!model.config().lowRank()) {
      throw new IllegalArgumentException("the model has no low-rank parts to merge");
    }
    VisionTransformer plain = like(model, Optional.empty());
    copyCommon(model.weights(), plain.weights());
    try (Scope scope = Scope.inference(model.weights().device())) {
      for (int l = 0; l < model.layers().size(); l++) {
        for (Map.Entry<String, Linear> layer : model.layers().get(l).entrySet()) {
          set(plain, weight(l, layer.getKey()), layer.getValue().merged(scope));
        }
      }
    }
    return plain;
  }

  /**
   * Shared and private parts fitted to a plain model's blocks. The caller closes the result.
   *
   * @param rounds of refining the shared weights, 0 leaves the mean
   * @param errors gets one of each layer
   * @throws IllegalArgumentException where the model has low-rank parts already
   */
  public static VisionTransformer compressed(
      VisionTransformer model, int rank, int rounds, List<LayerError> errors) {
    if (model.config().lowRank()) {
      throw new IllegalArgumentException("the model has low-rank parts already");
    }
    VisionTransformer fitted = like(model, Optional.of(rank));
    copyCommon(model.weights(), fitted.weights());
    List<List<LayerError>> byBlock = new ArrayList<>();
    model.layers().forEach(l -> byBlock.add(new ArrayList<>()));
    for (String name : model.layers().get(0).keySet()) {
      fit(model, fitted, name, rank, rounds, byBlock);
    }
    byBlock.forEach(errors::addAll);
    return fitted;
  }

  private static void fit(
      VisionTransformer model,
      VisionTransformer to,
      String name,
      int rank,
      int rounds,
      List<List<LayerError>> errors) {
    try (Scope scope = Scope.inference(model.weights().device())) {
      List<NDArray> weights =
          model.layers().stream().map(block -> block.get(name).merged(scope)).toList();
      StackFit fit = StackFit.of(scope, weights, rank, rounds);
      set(to, "shared." + name + ".weight", fit.shared());
      for (int l = 0; l < weights.size(); l++) {
        if (rank > 0) {
          set(to, weight(l, name) + "_add_A", fit.a().get(l));
          set(to, weight(l, name) + "_add_B", fit.b().get(l));
        }
        errors.get(l).add(new LayerError(weight(l, name), rank, fit.errors()[l]));
      }
    }
  }

  private static VisionTransformer like(VisionTransformer model, Optional<Integer> rank) {
    ClassifierConfig c = model.config();
    ClassifierConfig other =
        new ClassifierConfig(
            c.patchSize(), c.embedDim(), c.depth(), c.numHeads(), c.mlpRatio(), rank);
    return VisionTransformer.create(
        other, model.size(), model.classes(), model.weights().device(), 0);
  }

  private static String weight(int block, String layer) {
    return "blocks." + block + "." + layer + ".weight";
  }

  private static void set(VisionTransformer model, String name, NDArray value) {
    model.weights().set(name, value.toFloatArray());
  }

  /** Copies what both have by the same name. */
  static void copyCommon(Weights from, Weights to) {
    for (Weight weight : to.all()) {
      if (from.contains(weight.name())) {
        to.set(weight.name(), from.get(weight.name()).values());
      }
    }
  }
}
