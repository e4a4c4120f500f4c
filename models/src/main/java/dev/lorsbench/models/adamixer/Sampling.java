package dev.lorsbench.models.adamixer;

import ai.djl.ndarray.NDArray;
import dev.lorsbench.experiment.DecoderConfig;
import dev.lorsbench.models.torch.Scope;
import dev.lorsbench.models.weights.Initialiser;
import dev.lorsbench.models.weights.Namespace;
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
    int points = config.inPoints();
    generator =
        names.linear(
            "sampling_offset_generator.0",
            Initialiser.zeros(),
            offsets(points),
            d,
            3L * groups * points);
  }

  /**
   * Biases (x, y, z) of the points, as released: one octave finer than the box, and within half a
   * box of its centre; a square number of points lies on a regular grid, whose rows go along y, any
   * other at random.
   */
  private static Initialiser offsets(int points) {
    int side = (int) Math.sqrt(points);
    boolean grid = side * side == points;
    return (random, index) -> {
      if (index % 3 == 2) {
        return -1;
      }
      if (!grid) {
        return random.at(index) - 0.5;
      }
      long point = index / 3 % points;
      long cell = index % 3 == 0 ? point / side : point % side;
      return (cell + 0.5) / side - 0.5;
    };
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
    return pyramid.table().get().sample(scope, strides, content, xyzr, groups, generator);
  }
}
