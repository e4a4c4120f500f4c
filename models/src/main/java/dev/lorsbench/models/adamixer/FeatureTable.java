package dev.lorsbench.models.adamixer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import dev.lorsbench.models.torch.Scope;
import java.util.ArrayList;
import java.util.List;

/**
 * All feature levels as one channels-last table that every stage samples, and the way back.
 *
 * <p>By autograd each stage would fill and add a gradient as large as the table. Here gradients
 * stop at the samples, then go into one such gradient together, and on from the levels.
 */
public final class FeatureTable implements Scope.Backward {
  private final Scope scope;
  private final List<NDArray> levels;
  private final long[] sizesHw;
  private final NDArray table;
  private final List<NDArray> samples = new ArrayList<>();
  private final List<NDArray> rows = new ArrayList<>();
  private final List<NDArray> shares = new ArrayList<>();

  private FeatureTable(Scope scope, List<NDArray> levels) {
    this.scope = scope;
    this.levels = levels;
    sizesHw = sizes(levels);
    table = scope.tensor("feature_table", levels, sizesHw);
  }

  /** From levels [B, d, H, W]; a training scope takes its gradients through the table from now. */
  static FeatureTable of(Scope scope, List<NDArray> levels) {
    FeatureTable made = new FeatureTable(scope, levels);
    if (scope.training()) {
      scope.takeGradientsBy(made);
    }
    return made;
  }

  private static long[] sizes(List<NDArray> levels) {
    long[] sizes = new long[2 * levels.size()];
    for (int i = 0; i < levels.size(); i++) {
      Shape shape = levels.get(i).getShape();
      sizes[2 * i] = shape.get(2);
      sizes[2 * i + 1] = shape.get(3);
    }
    return sizes;
  }

  /** As {@link Sampling#forward}; {@code generator} is its weight and bias. */
  NDArray sample(
      Scope in,
      long[] strides,
      NDArray content,
      NDArray xyzr,
      int groups,
      List<NDArray> generator) {
    NDList read =
        in.tensors(
            "sampling_of_table",
            table,
            sizesHw,
            strides,
            content,
            xyzr,
            groups,
            generator.get(0),
            generator.get(1));
    if (in.training()) {
      samples.add(read.get(0));
      rows.add(read.get(1));
      shares.add(read.get(2));
    }
    return read.get(0);
  }

  @Override
  public NDList gradients(NDArray loss, List<NDArray> inputs) {
    if (samples.isEmpty()) {
      return scope.tensors("gradients", loss, inputs);
    }
    return scope.tensors(
        "gradients_through_table", loss, inputs, levels, table, sizesHw, samples, rows, shares);
  }
}
