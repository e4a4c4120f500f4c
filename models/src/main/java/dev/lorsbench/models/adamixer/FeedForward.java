package dev.lorsbench.models.adamixer;

import ai.djl.ndarray.NDArray;
import dev.lorsbench.experiment.DecoderConfig;
import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.weights.Namespace;
import java.util.ArrayList;
import java.util.List;

/** LN(x + W2 ReLU(W1 x + b1) + b2). */
public final class FeedForward {
  private final List<NDArray> weights = new ArrayList<>();

  /** Makes {@code ffn.layers} and {@code ffn_norm}. */
  public FeedForward(Namespace names, DecoderConfig config) {
    long d = config.contentDim();
    long hidden = config.feedforwardChannels();
    weights.addAll(names.linear("ffn.layers.0.0", d, hidden));
    weights.addAll(names.linear("ffn.layers.1", hidden, d));
    weights.addAll(names.norm("ffn_norm", d));
  }

  /** [B, N, d] to [B, N, d]. */
  public NDArray forward(Scope scope, NDArray content) {
    return scope.tensor("ffn", content, weights);
  }
}
