package dev.lorsbench.orchestrator.search;

import java.util.List;
import java.util.SplittableRandom;

/** Densities over a few values: how often each was met, and once more for all. */
final class Categories {
  private Categories() {}

  /** A coordinate in the middle of the value whose share among the good is largest by chance. */
  static double choose(int values, List<Double> good, List<Double> rest, SplittableRandom chance) {
    double[] likely = shares(values, good);
    double[] unlikely = shares(values, rest);
    int best = draw(likely, chance);
    for (int i = 1; i < values; i++) {
      int other = draw(likely, chance);
      best = likely[other] / unlikely[other] > likely[best] / unlikely[best] ? other : best;
    }
    return (best + 0.5) / values;
  }

  private static double[] shares(int values, List<Double> points) {
    double[] shares = new double[values];
    java.util.Arrays.fill(shares, 1.0 / (values + points.size() * (double) values));
    double each = points.isEmpty() ? 0 : (1 - 1.0 / (1 + points.size())) / points.size();
    for (double p : points) {
      shares[(int) Math.min(values - 1.0, p * values)] += each;
    }
    return shares;
  }

  private static int draw(double[] shares, SplittableRandom chance) {
    double at = chance.nextDouble();
    for (int i = 0; i < shares.length; i++) {
      at -= shares[i];
      if (at < 0) {
        return i;
      }
    }
    return shares.length - 1;
  }
}
