package dev.lorsbench.cli.verify;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.LongToDoubleFunction;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/**
 * Weights that golden detectors do not store: element i of a parameter is a function of its name
 * and i alone, so that every implementation can make them.
 */
final class FormulaWeights {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private FormulaWeights() {}

  /** The elements of a parameter, row-major. */
  static float[] parameter(String name, long... shape) {
    LongToDoubleFunction u = uniform(name);
    long fan = fan(shape);
    double spread = Math.sqrt(3.0 / fan) * scale(name);
    LongToDoubleFunction value;
    if (name.contains("init_proposal_bboxes")) {
      value = i -> i % 4 < 2 ? 0.5 : 1;
    } else if (name.contains("running_mean")) {
      value = i -> 0.1 * signed(u, i);
    } else if (name.contains("running_var")) {
      value = i -> 0.5 + u.applyAsDouble(i);
    } else if (name.contains("iof_tau")) {
      value = i -> 4 * u.applyAsDouble(i);
    } else if (name.contains("init_content_features")) {
      value = i -> Math.sqrt(3) * signed(u, i);
    } else if (shape.length == 1 && name.endsWith("weight")) {
      value = i -> 0.5 + u.applyAsDouble(i);
    } else if (shape.length == 1 || name.endsWith("bias")) {
      value = i -> 0.1 * signed(u, i);
    } else {
      value = i -> spread * signed(u, i);
    }
    return fill(value, shape);
  }

  /** The images [B, 3, H, W] of a case, in [-2, 2). */
  static float[] image(String tag, long... shape) {
    LongToDoubleFunction u = uniform(tag + ".image");
    return fill(i -> 4 * u.applyAsDouble(i) - 2, shape);
  }

  private static float[] fill(LongToDoubleFunction value, long... shape) {
    float[] filled =
        new float[Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact))];
    IntStream.range(0, filled.length)
        .parallel()
        .forEach(i -> filled[i] = (float) value.applyAsDouble(i));
    return filled;
  }

  /** numel / shape[0] for matrices and convolutions, the last axis for stacks of matrices. */
  private static long fan(long... shape) {
    if (shape.length == 3) {
      return shape[2];
    }
    return Math.max(1, Arrays.stream(shape).skip(1).reduce(1, Math::multiplyExact));
  }

  private static double scale(String name) {
    if (name.contains("fc_reg")) {
      return 0.05;
    }
    return name.contains("sampling_offset_generator") ? 0.3 : 1;
  }

  private static double signed(LongToDoubleFunction u, long i) {
    return 2 * u.applyAsDouble(i) - 1;
  }

  /** u(name, i) in [0, 1). */
  static LongToDoubleFunction uniform(String name) {
    CRC32 crc = new CRC32();
    crc.update(name.getBytes(StandardCharsets.UTF_8));
    long start = crc.getValue() << 32;
    return i -> (SplitMix.mix(start + (i + 1) * GOLDEN_GAMMA) >>> 11) * 0x1p-53;
  }
}
