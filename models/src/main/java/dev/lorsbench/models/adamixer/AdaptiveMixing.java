package dev.lorsbench.models.adamixer;

import ai.djl.ndarray.NDArray;
import dev.lorsbench.experiment.DecoderConfig;
import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.weights.Initialiser;
import dev.lorsbench.models.weights.Namespace;
import java.util.ArrayList;
import java.util.List;

/**
 * AdaMixer's adaptive mixing (section 3.3): a linear layer of the content gives M [C, C] and S [O,
 * P] for each query and group; x <- ReLU(LN(x M)), x <- ReLU(LN(S x)); content + W x + b.
 */
public final class AdaptiveMixing implements Mixing {
  private final List<NDArray> weights = new ArrayList<>();

  /** Makes {@code parameter_generator.0} and {@code out_proj}. */
  public AdaptiveMixing(Namespace names, DecoderConfig config) {
    long d = config.contentDim();
    long c = config.groupChannels();
    long kernels = c * c + (long) config.inPoints() * config.outPoints();
    weights.addAll(
        names.linear(
            "parameter_generator.0",
            Initialiser.zeros(),
            Initialiser.linear(d),
            d,
            config.nGroups() * kernels));
    weights.addAll(names.linear("out_proj", d * config.outPoints(), d));
  }

  @Override
  public NDArray forward(Scope scope, NDArray sampled, NDArray content) {
    return scope.tensor("adaptive_mixing", sampled, content, weights);
  }
}
