package dev.lorsbench.models.backbone;

import ai.djl.ndarray.NDArray;
import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.weights.Namespace;
import java.util.ArrayList;
import java.util.List;

/** A residual block: two 3x3 convolutions, or a bottleneck of 1x1, 3x3 and 1x1, and a shortcut. */
final class Block {
  private final String operation;
  private final int stride;
  private final List<NDArray> weights = new ArrayList<>();

  private Block(String operation, int stride) {
    this.operation = operation;
    this.stride = stride;
  }

  /** ResNet-18's and -34's block, with {@code width} channels. */
  static Block basic(Namespace names, long in, long width, int stride) {
    Block block = new Block("basic_block", stride);
    block.add(ConvNorm.of(names, "conv1", "bn1", in, width, 3));
    block.add(ConvNorm.of(names, "conv2", "bn2", width, width, 3));
    return block.shortcut(names, in, width);
  }

  /** ResNet-50's and -101's block, which widens to four times {@code width}. */
  static Block bottleneck(Namespace names, long in, long width, int stride) {
    Block block = new Block("bottleneck", stride);
    block.add(ConvNorm.of(names, "conv1", "bn1", in, width, 1));
    block.add(ConvNorm.of(names, "conv2", "bn2", width, width, 3));
    block.add(ConvNorm.of(names, "conv3", "bn3", width, 4 * width, 1));
    return block.shortcut(names, in, 4 * width);
  }

  private void add(ConvNorm layer) {
    weights.addAll(layer.weights());
  }

  private Block shortcut(Namespace names, long in, long out) {
    if (stride > 1 || in != out) {
      add(ConvNorm.of(names, "downsample.0", "downsample.1", in, out, 1));
    }
    return this;
  }

  /** [B, in, H, W] to [B, out, H / stride, W / stride]. */
  NDArray forward(Scope scope, NDArray x, boolean batchStatistics) {
    return scope.tensor(operation, x, weights, stride, batchStatistics);
  }
}
