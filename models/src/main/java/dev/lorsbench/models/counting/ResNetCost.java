package dev.lorsbench.models.counting;

import dev.lorsbench.experiment.BackboneConfig;
import dev.lorsbench.models.backbone.ResNet;
import dev.lorsbench.models.backbone.ResNetPlan;

/**
 * A residual network's cost.
 *
 * <p>A convolution [out, in / g, k, k] onto B x H x W cells takes B H W out (in / g) k²
 * multiply-adds and keeps its input; the batch norm keeps the convolution's output with a mean and
 * a deviation a channel; ReLU, in place, keeps its result, which is the next input. Where norms are
 * folded (large maps, stored statistics) the scaled kernel and two factors a channel are kept
 * instead of the convolution's output.
 */
record ResNetCost(
    Tally tally, BackboneConfig config, ResNetPlan plan, long images, boolean folded) {
  static void add(Tally tally, BackboneConfig config, ImageBatch batch) {
    ResNetPlan plan = ResNetPlan.of(config);
    Size image = new Size(batch.height(), batch.width());
    boolean folded = config.normEval() && ResNet.large(3 * batch.images() * image.cells());
    new ResNetCost(tally, config, plan, batch.images(), folded).walk(image);
  }

  private void walk(Size image) {
    tally.at(Part.BACKBONE, Tally.NO_STAGE);
    tally.frozen(config.frozenStages() >= 0);
    Size half = image.over(2);
    tally.kept(images * 3 * image.cells());
    convolution(3, plan.width(), 7, 1, half);
    tally.kept(images * plan.width() * half.cells()); // ReLU's result, the pool's input
    Size at = half.over(2);
    tally.keptBytes(8 * images * plan.width() * at.cells()); // where each maximum stood
    for (int layer = 0; layer < plan.blocks().size(); layer++) {
      tally.frozen(config.frozenStages() > layer);
      if (firstTrained(layer)) {
        tally.kept(images * plan.before(layer, 0) * at.cells());
      }
      for (int block = 0; block < plan.blocks().get(layer); block++) {
        at = block(layer, block, at);
      }
    }
    tally.frozen(false);
  }

  /** Whether a layer's input is nobody's kept result. The stem's is pooled, so never. */
  private boolean firstTrained(int layer) {
    return layer == 0 || config.frozenStages() == layer;
  }

  private Size block(int layer, int block, Size from) {
    Size to = from.over(plan.stride(layer, block));
    long in = plan.before(layer, block);
    long inner = plan.inner(layer);
    long out = plan.outer(layer);
    if (plan.bottleneck()) {
      activated(in, inner, 1, 1, from);
      activated(inner, inner, 3, plan.groups(), to);
      convolution(inner, out, 1, 1, to);
    } else {
      activated(in, out, 3, 1, to);
      convolution(out, out, 3, 1, to);
    }
    if (plan.projects(layer, block)) {
      convolution(in, out, 1, 1, to);
    }
    tally.kept(images * out * to.cells());
    return to;
  }

  private void activated(long in, long out, long k, long groups, Size to) {
    convolution(in, out, k, groups, to);
    tally.kept(images * out * to.cells());
  }

  /** With its batch norm. */
  private void convolution(long in, long out, long k, long groups, Size to) {
    long kernel = out * (in / groups) * k * k;
    tally.parameters(kernel + 2 * out);
    tally.buffers(2 * out);
    tally.multiplyAdds(images * to.cells() * kernel);
    tally.kept((folded ? kernel : images * out * to.cells()) + 2 * out);
  }
}
