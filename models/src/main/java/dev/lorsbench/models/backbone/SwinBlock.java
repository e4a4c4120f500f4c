package dev.lorsbench.models.backbone;

import ai.djl.ndarray.NDArray;
import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.weights.Initialiser;
import dev.lorsbench.models.weights.Namespace;
import java.util.ArrayList;
import java.util.List;

/**
 * x <- x + attention within windows of LN(x), whose logits carry a learned bias for each
 * displacement; then x <- x + FFN(LN(x)) with GELU. Every second block's windows are shifted.
 */
final class SwinBlock {
  private static final Initialiser SMALL = Initialiser.normal(0.02);

  private final int heads;
  private final int shift;
  private final List<NDArray> weights = new ArrayList<>();

  /** Makes block {@code index} of stage {@code stage} (0 to 3). */
  SwinBlock(Namespace names, SwinPlan plan, int stage, int index) {
    heads = plan.heads(stage);
    shift = SwinPlan.shift(index);
    long c = plan.channels(stage);
    long side = 2L * SwinPlan.WINDOW - 1;
    weights.addAll(names.norm("norm1", c));
    Namespace attention = names.under("attn.w_msa");
    weights.add(attention.parameter("relative_position_bias_table", SMALL, side * side, heads));
    weights.addAll(linear(attention, "qkv", c, 3 * c));
    weights.addAll(linear(attention, "proj", c, c));
    weights.addAll(names.norm("norm2", c));
    weights.addAll(linear(names, "ffn.layers.0.0", c, SwinPlan.FFN * c));
    weights.addAll(linear(names, "ffn.layers.1", SwinPlan.FFN * c, c));
  }

  private static List<NDArray> linear(Namespace names, String name, long in, long out) {
    return names.linear(name, SMALL, Initialiser.zeros(), in, out);
  }

  /**
   * [B, H, W, C] to the same shape.
   *
   * @param keep what each image's FFN is multiplied by; empty is 1
   */
  NDArray forward(Scope scope, NDArray x, double[] keep) {
    return scope.tensor("swin_block", x, heads, SwinPlan.WINDOW, shift, keep, weights);
  }
}
