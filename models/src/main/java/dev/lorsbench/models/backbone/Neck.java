package dev.lorsbench.models.backbone;

import ai.djl.ndarray.NDArray;
import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.weights.Initialiser;
import dev.lorsbench.models.weights.Namespace;
import java.util.ArrayList;
import java.util.List;

/** AdaMixer's neck: a 1x1 convolution a level to d channels, then one GroupNorm(32) for all. */
public final class Neck {
  private static final int GROUPS = 32;
  private final List<NDArray> weights = new ArrayList<>();

  /** Makes {@code lateral_convs} and {@code gn_out}. */
  public Neck(Namespace names, List<Long> channels, long d) {
    for (int i = 0; i < channels.size(); i++) {
      Namespace conv = names.under("lateral_convs." + i + ".conv");
      long in = channels.get(i);
      weights.add(conv.parameter("weight", Initialiser.xavier(in, d), d, in, 1, 1));
      weights.add(conv.parameter("bias", Initialiser.zeros(), d));
    }
    weights.addAll(names.norm("gn_out", d));
  }

  /** Levels [B, channels, H, W] to [B, d, H, W]. */
  public List<NDArray> forward(Scope scope, List<NDArray> levels) {
    return scope.tensors("neck", levels, weights, GROUPS);
  }
}
