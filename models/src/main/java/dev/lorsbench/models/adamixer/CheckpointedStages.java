package dev.lorsbench.models.adamixer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.lorsbench.models.torch.Scope;
import java.util.ArrayList;
import java.util.LinkedList;
import java.util.List;

/**
 * Stages of which only inputs and outputs are kept. On the way back, last to first, each is
 * computed again from its inputs and its gradients are taken at once, so that there is never more
 * than one stage's graph. Everything is added in the order in which autograd adds it: on a CPU the
 * gradients are the same to the last bit.
 */
final class CheckpointedStages implements Scope.Backward {
  private final Scope scope;
  private final List<Stage> stages;
  private final List<NDArray> levels;
  private final Pyramid pyramid;
  private final List<Kept> kept = new ArrayList<>();

  /**
   * One stage's inputs and outputs, none of which has a graph behind it (but the first content).
   */
  private record Kept(NDArray xyzr, NDArray content, StageOutput seen) {}

  /** In a training scope, whose gradients go this way from now on. */
  CheckpointedStages(Scope scope, List<Stage> stages, List<NDArray> levels, List<Integer> strides) {
    this.scope = scope;
    this.stages = stages;
    this.levels = levels;
    pyramid = Pyramid.apart(scope, levels, strides);
    scope.takeGradientsBy(this);
  }

  /** As {@link Decoder#forward}. */
  List<StageOutput> forward(NDArray firstXyzr, NDArray firstContent) {
    NDArray xyzr = firstXyzr;
    NDArray content = firstContent;
    for (Stage stage : stages) {
      StageOutput seen = withoutGraph(stage, xyzr, content);
      kept.add(new Kept(xyzr, content, seen));
      xyzr = seen.xyzr();
      content = seen.content();
    }
    return kept.stream().map(Kept::seen).toList();
  }

  private StageOutput withoutGraph(Stage stage, NDArray xyzr, NDArray content) {
    try (Scope inner = scope.inner(false)) {
      StageOutput seen = stage.forward(inner, pyramid, xyzr, content);
      return new StageOutput(
          Scope.leaf(scope.keep(seen.clsScore())),
          scope.keep(seen.xyzr()),
          Scope.leaf(scope.keep(seen.boxes())),
          scope.keep(seen.content()));
    }
  }

  @Override
  public NDList gradients(NDArray loss, List<NDArray> inputs) {
    List<NDArray> ends = new ArrayList<>();
    kept.forEach(k -> ends.addAll(List.of(k.seen().clsScore(), k.seen().boxes())));
    NDList sent = scope.tensors("gradients", loss, ends);
    List<NDArray> leaves = pyramid.table().isEmpty() ? taking(pyramid.levels()) : List.of();
    GradientSums sums = new GradientSums(scope, inputs, leaves);
    LinkedList<FeatureTable.Read> reads = new LinkedList<>();
    NDArray behind = null;
    for (int s = stages.size() - 1; s >= 0; s--) {
      behind = back(s, sent.subNDList(2 * s), behind, sums, reads);
    }
    onward(behind, reads, sums);
    return sums.ofInputs();
  }

  /** Computes stage s again; adds its gradients to the sums and returns that of its content. */
  private NDArray back(
      int s, NDList sent, NDArray behind, GradientSums sums, LinkedList<FeatureTable.Read> reads) {
    Kept k = kept.get(s);
    try (Scope inner = scope.inner(true)) {
      NDArray content = Scope.leaf(inner.tensor("detached", k.content()));
      StageOutput again = stages.get(s).forward(inner, pyramid, k.xyzr(), content);
      List<NDArray> from = new ArrayList<>(List.of(again.clsScore(), again.boxes()));
      List<NDArray> gradients = new ArrayList<>(List.of(sent.get(0), sent.get(1)));
      if (behind != null) {
        from.add(again.content());
        gradients.add(behind);
      }
      if (pyramid.table().isEmpty()) {
        return sums.add(inner, from, gradients, List.of(content)).get(0);
      }
      FeatureTable.Read read = pyramid.table().get().takeRead();
      NDList own = sums.add(inner, from, gradients, List.of(content, read.sampled()));
      reads.addFirst(
          new FeatureTable.Read(own.get(1), scope.keep(read.rows()), scope.keep(read.shares())));
      return own.get(0);
    }
  }

  /** From the first content and the levels to what lies before them. */
  private void onward(NDArray behind, List<FeatureTable.Read> reads, GradientSums sums) {
    List<NDArray> from = new ArrayList<>(List.of(kept.get(0).content()));
    NDList gradients = new NDList(behind);
    for (int i = 0; i < levels.size(); i++) {
      if (pyramid.table().isPresent() || Scope.takesGradients(pyramid.levels().get(i))) {
        from.add(levels.get(i));
      }
    }
    gradients.addAll(pyramid.table().map(t -> t.ofLevels(reads)).orElseGet(sums::ofLeaves));
    sums.add(scope, from, gradients, List.of());
  }

  private static List<NDArray> taking(List<NDArray> leaves) {
    return leaves.stream().filter(Scope::takesGradients).toList();
  }
}
