package dev.lorsbench.models.adamixer;

import ai.djl.ndarray.NDArray;
import dev.lorsbench.experiment.DecoderConfig;
import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.weights.Initialiser;
import dev.lorsbench.models.weights.Namespace;
import java.util.ArrayList;
import java.util.List;

/**
 * Attention among queries whose logits carry log(iof + 1e-7) * tau a head, iof[i, j] = area(box_i ∩
 * box_j) / area(box_i); query, key, value and residual are content + position embedding; then
 * LayerNorm. Boxes and embedding take no gradient.
 */
public final class SelfAttention {
  private final int heads;
  private final List<NDArray> weights = new ArrayList<>();

  /** Makes {@code iof_tau}, {@code attention.attn} and {@code attention_norm}. */
  public SelfAttention(Namespace names, DecoderConfig config) {
    heads = config.numHeads();
    long d = config.contentDim();
    NDArray tau = names.parameter("iof_tau", Initialiser.uniform(0, 4), heads);
    Namespace attention = names.under("attention.attn");
    weights.add(attention.parameter("in_proj_weight", Initialiser.xavier(d, 3 * d), 3 * d, d));
    weights.add(attention.parameter("in_proj_bias", Initialiser.zeros(), 3 * d));
    weights.addAll(attention.linear("out_proj", d, d));
    weights.addAll(names.norm("attention_norm", d));
    weights.add(tau);
  }

  /** content [B, N, d] and boxes xyzr [B, N, 4] to [B, N, d]. */
  public NDArray forward(Scope scope, NDArray content, NDArray xyzr) {
    return scope.tensor("self_attention", content, xyzr, heads, weights);
  }
}
