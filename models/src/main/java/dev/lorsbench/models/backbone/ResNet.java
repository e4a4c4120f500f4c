package dev.lorsbench.models.backbone;

import ai.djl.ndarray.NDArray;
import dev.lorsbench.experiment.BackboneConfig;
import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.weights.Initialiser;
import dev.lorsbench.models.weights.Namespace;
import java.util.ArrayList;
import java.util.List;

/**
 * ResNet (He et al., 2016) and ResNeXt (Xie et al., 2017), stride in the 3x3 convolution ("pytorch"
 * style). Frozen stages stay as they are and run on stored statistics; so do all batch norms where
 * the configuration says so, as in the released detectors.
 */
public final class ResNet implements Backbone {
  /** Elements of a batch of images from which its maps exceed a CPU's caches. */
  private static final long LARGE = 1_000_000;

  private final int frozenStages;
  private final boolean normEval;
  private final ConvNorm stem;
  private final List<List<Block>> layers = new ArrayList<>();
  private final List<Long> channels = new ArrayList<>();

  /** Makes all tensors of the backbone. */
  public ResNet(Namespace names, BackboneConfig config) {
    frozenStages = config.frozenStages();
    normEval = config.normEval();
    Initialiser last = normEval ? Initialiser.zeros() : Initialiser.ones();
    ResNetPlan plan = ResNetPlan.of(config);
    stem = ConvNorm.of(names.frozen(frozen(0)), "conv1", "bn1", 3, plan.width(), 7);
    for (int i = 0; i < plan.blocks().size(); i++) {
      Namespace layer = names.under("layer" + (i + 1)).frozen(frozen(i + 1));
      List<Block> blocks = new ArrayList<>();
      for (int j = 0; j < plan.blocks().get(i); j++) {
        blocks.add(new Block(layer.under(String.valueOf(j)), plan, i, j, last));
      }
      layers.add(blocks);
      channels.add(plan.outer(i));
    }
  }

  /** Whether stage {@code stage} is; 0 is the stem. */
  private boolean frozen(int stage) {
    return stage <= frozenStages;
  }

  /**
   * Whether norms on stored statistics are done by the convolutions before them on a CPU, which
   * then go through their maps channels-last.
   *
   * @param elements B 3 H W of the images
   */
  public static boolean large(long elements) {
    return elements >= LARGE;
  }

  @Override
  public List<Long> channels() {
    return channels;
  }

  @Override
  public List<NDArray> forward(Scope scope, NDArray images) {
    boolean onBatch = scope.training() && !normEval;
    boolean large = images.getDevice().isGpu() || large(images.size());
    NDArray x = scope.tensor("stem", images, stem.weights(), onBatch && !frozen(0), large);
    List<NDArray> levels = new ArrayList<>();
    for (List<Block> layer : layers) {
      boolean batchStatistics = onBatch && !frozen(levels.size() + 1);
      NDArray level = layer.get(0).forward(scope, x, batchStatistics, large);
      if (levels.isEmpty()) {
        scope.release(x); // the stem's; others are levels
      }
      for (Block block : layer.subList(1, layer.size())) {
        level = scope.instead(level, block.forward(scope, level, batchStatistics, large));
      }
      levels.add(level);
      x = level;
    }
    return levels;
  }
}
