package dev.lorsbench.models.adamixer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import dev.lorsbench.models.torch.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

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
  private final List<Read> reads = new ArrayList<>();

  /**
   * What one stage has read.
   *
   * @param sampled [B, N, G, P, C], or its gradient
   * @param rows of the table
   * @param shares of each row
   */
  record Read(NDArray sampled, NDArray rows, NDArray shares) {}

  /** From levels [B, d, H, W]; gradients stop at what is sampled. */
  FeatureTable(Scope scope, List<NDArray> levels) {
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
      reads.add(new Read(read.get(0), read.get(1), read.get(2)));
    }
    return read.get(0);
  }

  @Override
  public NDList gradients(NDArray loss, List<NDArray> inputs) {
    if (reads.isEmpty()) {
      return scope.tensors("gradients", loss, inputs);
    }
    return scope.tensors(
        "gradients_through_table",
        loss,
        inputs,
        levels,
        table,
        sizesHw,
        each(reads, Read::sampled),
        each(reads, Read::rows),
        each(reads, Read::shares));
  }

  /** What was read since the last call; it is the caller's to send its gradient back. */
  Read takeRead() {
    return reads.remove(reads.size() - 1);
  }

  /** The levels' gradients from those of all stages' samples, first to last. */
  NDList ofLevels(List<Read> sent) {
    return scope.tensors(
        "level_gradients",
        levels,
        table,
        sizesHw,
        each(sent, Read::sampled),
        each(sent, Read::rows),
        each(sent, Read::shares));
  }

  private static List<NDArray> each(List<Read> reads, Function<Read, NDArray> part) {
    return reads.stream().map(part).toList();
  }
}
