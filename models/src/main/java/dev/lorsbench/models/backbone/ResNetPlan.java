package dev.lorsbench.models.backbone;

import dev.lorsbench.experiment.BackboneConfig;
import java.util.List;

/**
 * What the name of a residual network means.
 *
 * @param width channels behind the stem
 * @param blocks how many a layer
 * @param bottleneck whether a block is 1x1, 3x3, 1x1 that widens fourfold, else 3x3, 3x3
 * @param groups of the 3x3 convolution in a bottleneck; more than 1 is ResNeXt
 */
public record ResNetPlan(long width, List<Integer> blocks, boolean bottleneck, int groups) {
  /** Channels of one group in ResNeXt's first layer ("4d"). */
  private static final int GROUP_WIDTH = 4;

  /** The plan of a configuration that is not a Swin transformer. */
  public static ResNetPlan of(BackboneConfig config) {
    return switch (config.name()) {
      case "resnet18" -> new ResNetPlan(config.width(), List.of(2, 2, 2, 2), false, 1);
      case "resnet34" -> new ResNetPlan(config.width(), List.of(3, 4, 6, 3), false, 1);
      case "resnet50" -> new ResNetPlan(config.width(), List.of(3, 4, 6, 3), true, 1);
      case "resnet101" -> new ResNetPlan(config.width(), List.of(3, 4, 23, 3), true, 1);
      case "resnext101-64x4d" -> new ResNetPlan(config.width(), List.of(3, 4, 23, 3), true, 64);
      default -> throw new IllegalArgumentException(config.name() + " is no residual network");
    };
  }

  /** Channels within the blocks of layer 0 to 3. */
  public long inner(int layer) {
    return (groups > 1 ? (long) GROUP_WIDTH * groups : width) << layer;
  }

  /** Channels behind each block of layer 0 to 3. */
  public long outer(int layer) {
    return (bottleneck ? 4 * width : width) << layer;
  }

  /** Channels before block {@code block} of a layer. */
  public long before(int layer, int block) {
    if (block > 0) {
      return outer(layer);
    }
    return layer == 0 ? width : outer(layer - 1);
  }

  /** 2 where a layer after the first begins, else 1. */
  public int stride(int layer, int block) {
    return layer > 0 && block == 0 ? 2 : 1;
  }

  /** Whether a block's shortcut is a 1x1 convolution, because the shape changes. */
  public boolean projects(int layer, int block) {
    return stride(layer, block) > 1 || before(layer, block) != outer(layer);
  }
}
