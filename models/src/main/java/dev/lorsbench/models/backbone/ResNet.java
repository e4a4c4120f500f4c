package dev.lorsbench.models.backbone;

import ai.djl.ndarray.NDArray;
import dev.lorsbench.experiment.BackboneConfig;
import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.weights.Namespace;
import java.util.ArrayList;
import java.util.List;

/**
 * ResNet (He et al., 2016), stride in the 3x3 convolution. A frozen one keeps conv1, bn1 and layer1
 * as they are and runs every batch norm on its stored statistics, as the released detectors do.
 */
public final class ResNet {
  private static final int[] BLOCKS_18 = {2, 2, 2, 2};
  private static final int[] BLOCKS_50 = {3, 4, 6, 3};

  private final boolean frozen;
  private final ConvNorm stem;
  private final List<List<Block>> layers = new ArrayList<>();
  private final List<Long> channels = new ArrayList<>();

  /** Makes all tensors of the backbone. */
  public ResNet(Namespace names, BackboneConfig config) {
    frozen = config.frozen();
    boolean deep = config.name().equals("resnet50");
    int[] blocks = deep ? BLOCKS_50 : BLOCKS_18;
    long in = config.width();
    stem = ConvNorm.of(names.frozen(frozen), "conv1", "bn1", 3, in, 7);
    for (int i = 0; i < blocks.length; i++) {
      Namespace layer = names.under("layer" + (i + 1)).frozen(frozen && i == 0);
      long width = (long) config.width() << i;
      layers.add(layer(layer, deep, in, width, blocks[i], i == 0 ? 1 : 2));
      in = deep ? 4 * width : width;
      channels.add(in);
    }
  }

  private static List<Block> layer(
      Namespace names, boolean deep, long in, long width, int count, int stride) {
    List<Block> blocks = new ArrayList<>();
    for (int j = 0; j < count; j++) {
      Namespace here = names.under(String.valueOf(j));
      long from = j == 0 ? in : deep ? 4 * width : width;
      int step = j == 0 ? stride : 1;
      blocks.add(
          deep ? Block.bottleneck(here, from, width, step) : Block.basic(here, from, width, step));
    }
    return blocks;
  }

  /** Channels of each level. */
  public List<Long> channels() {
    return channels;
  }

  /** Images [B, 3, H, W] to the levels of stride 4, 8, 16 and 32. */
  public List<NDArray> forward(Scope scope, NDArray images) {
    boolean batchStatistics = scope.training() && !frozen;
    NDArray x = scope.tensor("stem", images, stem.weights(), batchStatistics);
    List<NDArray> levels = new ArrayList<>();
    for (List<Block> layer : layers) {
      for (Block block : layer) {
        x = block.forward(scope, x, batchStatistics);
      }
      levels.add(x);
    }
    return levels;
  }
}
