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
  /** Covers [min, max] with about so many ticks. */
  static Axis covering(double min, double max, int ticks, double from, double to) {
    double span = max > min ? max - min : Math.max(Math.abs(max) * 0.5, 0.1);
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
