package dev.lorsbench.orchestrator.search;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A density on [0, 1): equal parts of a broad Gaussian about the middle and of one Gaussian about
 * each point, each cut at the borders. A point's width is its distance to the farther neighbour,
 * kept from becoming too small or too large.
 */
final class Parzen {
  private static final double BROAD = 1;
  private static final double FEWEST_WIDTHS = 100;

  private final double[] means;
  private final double[] widths;
  private final double[] masses;

  private Parzen(List<Double> points) {
    List<Double> sorted = new ArrayList<>(points);
    sorted.add(0.5);
    sorted.sort(null);
    int n = sorted.size();
    means = sorted.stream().mapToDouble(Double::doubleValue).toArray();
    widths = new double[n];
    masses = new double[n];
    double least = BROAD / Math.min(FEWEST_WIDTHS, 1.0 + n);
    boolean middle = false;
    for (int i = 0; i < n; i++) {
      double left = means[i] - (i == 0 ? 0 : means[i - 1]);
      double right = (i == n - 1 ? 1 : means[i + 1]) - means[i];
      widths[i] = Math.max(least, Math.min(BROAD, Math.max(left, right)));
      if (means[i] == 0.5 && !middle) {
        widths[i] = BROAD;
        middle = true;
      }
      masses[i] = Normal.below((1 - means[i]) / widths[i]) - Normal.below(-means[i] / widths[i]);
    }
  }

  /** The best of some candidates that are drawn from the density of {@code good}. */
  static double choose(
      List<Double> good, List<Double> rest, int candidates, SplittableRandom chance) {
    Parzen likely = new Parzen(good);
    Parzen unlikely = new Parzen(rest);
    List<Double> drawn = new ArrayList<>();
    for (int i = 0; i < candidates; i++) {
      drawn.add(likely.draw(chance));
    }
    return Tpe.best(drawn, x -> Math.log(likely.at(x)) - Math.log(unlikely.at(x)));
  }

  private double draw(SplittableRandom chance) {
    int i = chance.nextInt(means.length);
    double low = Normal.below(-means[i] / widths[i]);
    double share = low + chance.nextDouble() * masses[i];
    double x = means[i] + widths[i] * Normal.quantile(share);
    return Math.max(0, Math.min(Math.nextDown(1.0), x));
  }

  double at(double x) {
    double sum = 0;
    for (int i = 0; i < means.length; i++) {
      double z = (x - means[i]) / widths[i];
      sum += Math.exp(-0.5 * z * z) / (widths[i] * Math.sqrt(2 * Math.PI) * masses[i]);
    }
    return sum / means.length;
  }
}
