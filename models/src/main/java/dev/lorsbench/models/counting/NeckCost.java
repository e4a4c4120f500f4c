package dev.lorsbench.models.counting;

import dev.lorsbench.experiment.BackboneConfig;
import dev.lorsbench.experiment.ModelConfig;
import dev.lorsbench.models.backbone.ResNetPlan;
import dev.lorsbench.models.backbone.SwinPlan;

/**
 * The neck's cost: a 1x1 convolution of B H W in d multiply-adds a level, and one GroupNorm(32). It
 * keeps the norm's input with a mean and a deviation a group, and what the backbone gave where the
 * backbone has not kept it.
 */
record NeckCost(Tally tally, ModelConfig model, ImageBatch batch) {
  private static final int GROUPS = 32;

  void walk() {
    tally.at(Part.NECK, Tally.NO_STAGE);
    long d = model.decoder().contentDim();
    tally.parameters(2 * d);
    for (int level = 0; level < 4; level++) {
      long cells = batch.images() * size(batch, level).cells();
      tally.linear(cells, channels(level), d);
      tally.kept(cells * d + 2L * batch.images() * GROUPS);
      tally.kept(givenHere(level) ? cells * channels(level) : 0);
    }
  }

  /** A level's size. */
  static Size size(ImageBatch batch, int level) {
    Size size = new Size(batch.height(), batch.width()).over(4);
    for (int i = 0; i < level; i++) {
      size = size.over(2);
    }
    return size;
  }

  private long channels(int level) {
    BackboneConfig backbone = model.backbone();
    return backbone.swin()
        ? SwinPlan.of(backbone).channels(level)
        : ResNetPlan.of(backbone).outer(level);
  }

  /** A trained residual layer keeps its own result, and the layer after a frozen one its input. */
  private boolean givenHere(int level) {
    BackboneConfig backbone = model.backbone();
    boolean keptBefore = backbone.frozenStages() <= level + 1;
    return backbone.swin() || !keptBefore || (level == 3 && backbone.frozenStages() == 4);
  }
}
