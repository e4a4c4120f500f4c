package dev.lorsbench.models.backbone;

import ai.djl.ndarray.NDArray;
import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.weights.Initialiser;
import dev.lorsbench.models.weights.Namespace;
import java.util.ArrayList;
import java.util.List;

/**
 * A residual block: two 3x3 convolutions, or a bottleneck of 1x1, 3x3 and 1x1, and a shortcut. As
 * released, where norms stand on stored statistics the last one's weight begins at zero, so that a
 * fresh block passes its input on; norms that learn begin as one.
 */
final class Block {
  private final String operation;
  private final int stride;
  private final List<NDArray> weights = new ArrayList<>();

  /**
   * Makes block {@code index} of layer {@code layer} (0 to 3).
   *
   * @param last how the last batch norm's weight begins
   */
  Block(Namespace names, ResNetPlan plan, int layer, int index, Initialiser last) {
    operation = plan.bottleneck() ? "bottleneck" : "basic_block";
    stride = plan.stride(layer, index);
    long in = plan.before(layer, index);
    long inner = plan.inner(layer);
    long out = plan.outer(layer);
    if (plan.bottleneck()) {
      add(ConvNorm.of(names, "conv1", "bn1", in, inner, 1));
      long[] grouped = {inner, inner / plan.groups(), 3, 3};
      add(ConvNorm.of(names, "conv2", "bn2", grouped, Initialiser.ones()));
      add(ConvNorm.of(names, "conv3", "bn3", new long[] {out, inner, 1, 1}, last));
    } else {
      add(ConvNorm.of(names, "conv1", "bn1", in, out, 3));
      add(ConvNorm.of(names, "conv2", "bn2", new long[] {out, out, 3, 3}, last));
    }
    if (plan.projects(layer, index)) {
      add(ConvNorm.of(names, "downsample.0", "downsample.1", in, out, 1));
    }
  }

  private void add(ConvNorm layer) {
    weights.addAll(layer.weights());
  }

  /** [B, in, H, W] to [B, out, H / stride, W / stride]; {@code large} as in {@link ResNet}. */
  NDArray forward(Scope scope, NDArray x, boolean batchStatistics, boolean large) {
    return scope.tensor(operation, x, weights, stride, batchStatistics, large);
  }
}
