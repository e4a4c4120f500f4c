package dev.lorsbench.dashboard.scatter;

import java.util.ArrayList;
import java.util.List;

/**
 * A linear axis with round ticks.
 *
 * @param low the first tick, at pixel {@code from}
 * @param high the last tick, at pixel {@code to}
 */
record Axis(double low, double high, double step, double from, double to) {
  /**
   * Covers [min, max] with about so many ticks.
   *
   * @param least what it spans at least, lest a small difference look like a large one
   */
  static Axis covering(
      double smallest, double largest, double least, int ticks, double from, double to) {
    double span = Math.max(largest - smallest, least);
    double min = Math.max(0, (smallest + largest - span) / 2);
    double max = min + span;
    double padded = span * 1.16;
    double step = round(padded / ticks);
    double low = Math.max(0, Math.floor((min - span * 0.08) / step) * step);
    double high = Math.ceil((max + span * 0.08) / step) * step;
    return new Axis(low, high, step, from, to);
  }

  double pixel(double value) {
    return from + (value - low) / (high - low) * (to - from);
  }

  List<Double> ticks() {
    List<Double> all = new ArrayList<>();
    long count = Math.round((high - low) / step);
    for (long i = 0; i <= count; i++) {
      all.add(low + i * step);
    }
    return all;
  }

  /** The next of 1, 2, 2.5, 5, 10 times a power of ten. */
  private static double round(double raw) {
    double power = Math.pow(10, Math.floor(Math.log10(raw)));
    for (double factor : new double[] {1, 2, 2.5, 5}) {
      if (raw <= factor * power) {
        return factor * power;
      }
    }
    return 10 * power;
  }
}
