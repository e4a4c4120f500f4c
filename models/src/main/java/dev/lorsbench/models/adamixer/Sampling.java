package dev.lorsbench.models.adamixer;

import ai.djl.ndarray.NDArray;
import dev.lorsbench.experiment.DecoderConfig;
import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.weights.Initialiser;
import dev.lorsbench.models.weights.Namespace;
import dev.lorsbench.models.weights.Uniform;
import java.util.List;

/**
 * AdaMixer's adaptive sampling (section 3.2): each query reads G P points at offsets generated from
 * its content, in space relative to its box and in scale relative to z. Levels are weighted by a
 * softmax of -(z_point - log2 stride)^2 / 2, each read bilinearly, zero outside.
 */
public final class Sampling {
  private final int groups;
  private final List<NDArray> generator;

  /** Makes {@code sampling_offset_generator.0}. */
  public Sampling(Namespace names, DecoderConfig config) {
    groups = config.nGroups();
    int d = config.contentDim();
    int points = groups * config.inPoints();
    generator =
        names.linear(
            "sampling_offset_generator.0", Initialiser.zeros(), Sampling::offset, d, points * 3);
  }

  /** Bias (x, y, z) of a point: within half a box of its centre, one octave finer. */
  private static double offset(Uniform random, long index) {
    return index % 3 == 2 ? -1 : random.at(index) - 0.5;
  }

  /** Samples at boxes xyzr [B, N, 4] for content [B, N, d]: [B, N, G, P, C]. */
  public NDArray forward(Scope scope, Pyramid pyramid, NDArray content, NDArray xyzr) {
    NDArray weight = generator.get(0);
    NDArray bias = generator.get(1);
    long[] strides = pyramid.strides();
    if (pyramid.table().isEmpty()) {
      return scope.tensor(
          "sampling_of_levels", pyramid.levels(), strides, content, xyzr, groups, weight, bias);
    }
    NDArray table = pyramid.table().get();
    long[] sizes = pyramid.sizesHw();
    return scope.tensor(
        "sampling_of_table", table, sizes, strides, content, xyzr, groups, weight, bias);
  }
}
