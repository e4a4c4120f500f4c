package dev.lorsbench.models.backbone;

import ai.djl.ndarray.NDArray;
import dev.lorsbench.experiment.BackboneConfig;
import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.weights.Initialiser;
import dev.lorsbench.models.weights.Namespace;
import java.util.ArrayList;
import java.util.List;

/**
 * Swin transformer (Liu et al., 2021) by mmdetection's names, with one LayerNorm a level. Sizes
 * that windows or patches do not divide are padded with zeros below and to the right, as released.
 */
public final class Swin implements Backbone {
  private final SwinPlan plan;
  private final DropPath dropPath;
  private final List<NDArray> embedding = new ArrayList<>();
  private final List<List<SwinBlock>> stages = new ArrayList<>();
  private final List<List<NDArray>> merging = new ArrayList<>();
  private final List<List<NDArray>> norms = new ArrayList<>();

  /** Makes all tensors of the backbone. */
  public Swin(Namespace names, BackboneConfig config) {
    plan = SwinPlan.of(config);
    dropPath = new DropPath(names.stream("drop_path"), config.dropPath(), plan.blocks());
    int frozen = config.frozenStages();
    Namespace embed = names.under("patch_embed").frozen(frozen >= 0);
    Initialiser patch = Initialiser.linear(3L * SwinPlan.PATCH * SwinPlan.PATCH);
    Namespace projection = embed.under("projection");
    embedding.add(
        projection.parameter("weight", patch, plan.width(), 3, SwinPlan.PATCH, SwinPlan.PATCH));
    embedding.add(projection.parameter("bias", patch, plan.width()));
    embedding.addAll(embed.norm("norm", plan.width()));
    for (int i = 0; i < plan.depths().size(); i++) {
      stage(names.under("stages." + i).frozen(frozen > i), i);
    }
    for (int i = 0; i < plan.depths().size(); i++) {
      norms.add(names.frozen(frozen > i).norm("norm" + i, plan.channels(i)));
    }
  }

  private void stage(Namespace names, int stage) {
    List<SwinBlock> blocks = new ArrayList<>();
    for (int j = 0; j < plan.depths().get(stage); j++) {
      blocks.add(new SwinBlock(names.under("blocks." + j), plan, stage, j));
    }
    stages.add(blocks);
    if (stage + 1 < plan.depths().size()) {
      long merged = 4 * plan.channels(stage);
      List<NDArray> down = new ArrayList<>(names.norm("downsample.norm", merged));
      Namespace reduction = names.under("downsample.reduction");
      down.add(reduction.parameter("weight", Initialiser.normal(0.02), merged / 2, merged));
      merging.add(down);
    }
  }

  @Override
  public List<Long> channels() {
    List<Long> channels = new ArrayList<>();
    for (int i = 0; i < plan.depths().size(); i++) {
      channels.add(plan.channels(i));
    }
    return channels;
  }

  @Override
  public List<NDArray> forward(Scope scope, NDArray images) {
    int batch = Math.toIntExact(images.getShape().get(0));
    NDArray x = scope.tensor("patch_embedding", images, embedding);
    List<NDArray> levels = new ArrayList<>();
    int block = 0;
    for (int i = 0; i < stages.size(); i++) {
      x = i == 0 ? x : scope.instead(x, scope.tensor("patch_merging", x, merging.get(i - 1)));
      for (SwinBlock one : stages.get(i)) {
        x = scope.instead(x, one.forward(scope, x, dropPath.keep(scope, block++, batch)));
      }
      levels.add(scope.tensor("swin_level", x, norms.get(i)));
    }
    scope.release(x);
    return levels;
  }
}
