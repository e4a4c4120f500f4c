package dev.lorsbench.models.testing;

import dev.lorsbench.models.weights.Uniform;
import dev.lorsbench.models.weights.Weight;
import dev.lorsbench.models.weights.Weights;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Weights that are nowhere zero or equal, as a function of their names: what a reference in another
 * language can make as well ({@code src/test/python}).
 */
public final class Formula {
  private Formula() {}

  /** Overwrites every tensor but the queries' first boxes, which are always the whole image. */
  public static void fill(Weights weights) {
    weights.all().stream()
        .filter(w -> !w.name().contains("init_proposal_bboxes"))
        .forEach(w -> weights.set(w.name(), values(w)));
  }

  private static float[] values(Weight w) {
    double reach = Math.sqrt(3.0 * w.shape()[0] / w.size()) * scale(w.name());
    Uniform u = new Uniform(0, w.name());
    boolean vector = w.shape().length == 1;
    boolean positive = w.name().endsWith("running_var") || (vector && w.name().endsWith("weight"));
    return floats(
        Math.toIntExact(w.size()),
        i -> {
          if (positive) {
            return 0.5 + u.at(i);
          }
          return (vector ? 0.1 : reach) * (2 * u.at(i) - 1);
        });
  }

  /** Boxes and sampled points stay near the image. */
  private static double scale(String name) {
    if (name.contains("fc_reg")) {
      return 0.05;
    }
    return name.contains("sampling_offset_generator") ? 0.3 : 1;
  }

  /** Images [B, 3, H, W] in [-2, 2). */
  public static float[] image(long... shape) {
    Uniform u = new Uniform(0, "image");
    return floats(size(shape), i -> 4 * u.at(i) - 2);
  }

  /** A tensor in [0, 1). */
  public static float[] uniform(String name, long... shape) {
    Uniform u = new Uniform(0, name);
    return floats(size(shape), u::at);
  }

  private static int size(long... shape) {
    return Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
  }

  private static float[] floats(int count, IntToDoubleFunction value) {
    float[] all = new float[count];
    IntStream.range(0, count).forEach(i -> all[i] = (float) value.applyAsDouble(i));
    return all;
  }
}
