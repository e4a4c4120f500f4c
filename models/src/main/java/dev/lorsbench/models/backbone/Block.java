package dev.lorsbench.models.backbone;

import ai.djl.ndarray.NDArray;
import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.weights.Initialiser;
import dev.lorsbench.models.weights.Namespace;
import java.util.ArrayList;
import java.util.List;

/**
 * A residual block: two 3x3 convolutions, or a bottleneck of 1x1, 3x3 and 1x1, and a shortcut. The
 * last batch norm's weight begins at zero, so that a fresh block passes its input on, as released.
 */
final class Block {
  private final String operation;
  private final int stride;
  private final List<NDArray> weights = new ArrayList<>();

  /** Makes block {@code index} of layer {@code layer} (0 to 3). */
  Block(Namespace names, ResNetPlan plan, int layer, int index) {
    operation = plan.bottleneck() ? "bottleneck" : "basic_block";
    stride = plan.stride(layer, index);
    long in = plan.before(layer, index);
    long inner = plan.inner(layer);
    long out = plan.outer(layer);
    if (plan.bottleneck()) {
      add(ConvNorm.of(names, "conv1", "bn1", in, inner, 1));
      long[] grouped = {inner, inner / plan.groups(), 3, 3};
      add(ConvNorm.of(names, "conv2", "bn2", grouped, Initialiser.ones()));
      add(last(names, "conv3", "bn3", out, inner, 1));
    } else {
      add(ConvNorm.of(names, "conv1", "bn1", in, out, 3));
      add(last(names, "conv2", "bn2", out, out, 3));
    }
    if (plan.projects(layer, index)) {
      add(ConvNorm.of(names, "downsample.0", "downsample.1", in, out, 1));
    }
  }

  private static ConvNorm last(
      Namespace names, String conv, String norm, long out, long in, long size) {
    return ConvNorm.of(names, conv, norm, new long[] {out, in, size, size}, Initialiser.zeros());
  }

  private void add(ConvNorm layer) {
    weights.addAll(layer.weights());
  }

  /** [B, in, H, W] to [B, out, H / stride, W / stride]. */
  NDArray forward(Scope scope, NDArray x, boolean batchStatistics) {
    return scope.tensor(operation, x, weights, stride, batchStatistics);
  }
}
