package dev.lorsbench.models.counting;

import dev.lorsbench.experiment.BackboneConfig;
import dev.lorsbench.models.backbone.SwinPlan;

/**
 * A Swin transformer's cost. With t cells of a map of c channels, p cells once it is padded to
 * windows of s x s, and h heads:
 *
 * <pre>
 * block     p (3 c² + c²) + 2 p s² c  attention      2 t c 4 c  FFN
 * merging   (t / 4) 4 c 2 c           embedding      t 3 4² c
 * </pre>
 *
 * A block keeps 11 t c (its norms' inputs, the FFN's input and both sides of GELU), 5 p c (rows,
 * query, key, value, mixed), h p s² (softmax), 4 t (norms) and the int64 table of displacements.
 */
record SwinCost(Tally tally, BackboneConfig config, SwinPlan plan, long images) {
  private static final int S = SwinPlan.WINDOW;
  private static final long SQUARE = (long) S * S;

  static void add(Tally tally, BackboneConfig config, ImageBatch batch) {
    new SwinCost(tally, config, SwinPlan.of(config), batch.images())
        .walk(new Size(batch.height(), batch.width()));
  }

  private void walk(Size image) {
    tally.at(Part.BACKBONE, Tally.NO_STAGE);
    Size at = image.over(SwinPlan.PATCH);
    tally.frozen(config.frozenStages() >= 0);
    embedding(at);
    int blocks = 0;
    for (int stage = 0; stage < plan.depths().size(); stage++) {
      at = stage == 0 ? at : merging(stage, at.over(2));
      tally.frozen(config.frozenStages() > stage);
      for (int j = 0; j < plan.depths().get(stage); j++) {
        boolean drops = config.dropPath() > 0 && blocks++ > 0;
        block(plan.channels(stage), plan.heads(stage), at, drops);
      }
      tally.layerNorm(images * at.cells(), plan.channels(stage)); // the level
    }
    tally.frozen(false);
  }

  private void embedding(Size at) {
    long pixels = 3L * SwinPlan.PATCH * SwinPlan.PATCH;
    long t = images * at.cells();
    tally.linear(t, pixels, plan.width());
    tally.kept(t * pixels);
    tally.layerNorm(t, plan.width());
  }

  /** Belongs to the stage before. */
  private Size merging(int stage, Size at) {
    long c = plan.channels(stage - 1);
    long m = images * at.cells();
    tally.layerNorm(m, 4 * c);
    tally.parameters(8 * c * c);
    tally.multiplyAdds(m * 8 * c * c);
    tally.kept(m * 4 * c);
    return at;
  }

  private void block(long c, long heads, Size at, boolean drops) {
    long t = images * at.cells();
    long p = images * at.padded(S).cells();
    tally.layerNorm(t, c);
    tally.parameters((2L * S - 1) * (2 * S - 1) * heads);
    tally.linear(p, c, 3 * c);
    tally.linear(p, c, c);
    tally.multiplyAdds(2 * p * SQUARE * c);
    tally.kept(5 * p * c + heads * p * SQUARE);
    tally.keptBytes(8 * SQUARE * SQUARE);
    tally.layerNorm(t, c);
    tally.linear(t, c, SwinPlan.FFN * c);
    tally.linear(t, SwinPlan.FFN * c, c);
    tally.kept(t * c + 2 * t * SwinPlan.FFN * c + (drops ? images : 0));
  }
}
