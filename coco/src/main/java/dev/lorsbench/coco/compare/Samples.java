package dev.lorsbench.coco.compare;

import dev.lorsbench.coco.compare.Comparison.Figure;
import dev.lorsbench.coco.eval.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The differences of all resamples, and what they say. Each resample is taken by one thread. */
final class Samples {
  private final List<String> names = new ArrayList<>();

  /** Of each figure its IoU threshold, -1 for all. */
  private final List<Integer> thresholds = new ArrayList<>();

  private final double[][] differences;

  Samples(int resamples, Settings settings) {
    add("AP", -1);
    for (int t = 0; t < settings.iouThresholds().length; t++) {
      if (settings.iouThresholds()[t] == 0.5) {
        add("AP50", t);
      } else if (settings.iouThresholds()[t] == 0.75) {
        add("AP75", t);
      }
    }
    differences = new double[names.size()][resamples];
  }

  private void add(String name, int threshold) {
    names.add(name);
    thresholds.add(threshold);
  }

  void take(int resample, PairedPrecision pair) {
    for (int f = 0; f < differences.length; f++) {
      double a = figure(pair.a(), f);
      double b = figure(pair.b(), f);
      differences[f][resample] = a < 0 || b < 0 ? Double.NaN : b - a;
    }
  }

  private double figure(ResampledPrecision of, int f) {
    int t = thresholds.get(f);
    return t < 0 ? of.ap() : of.apAt(t);
  }

  /**
   * What all resamples say.
   *
   * @param whole has the set itself evaluated
   */
  List<Figure> figures(PairedPrecision whole) {
    List<Figure> figures = new ArrayList<>();
    for (int f = 0; f < differences.length; f++) {
      double[] drawn =
          Arrays.stream(differences[f]).filter(d -> !Double.isNaN(d)).sorted().toArray();
      figures.add(
          new Figure(
              names.get(f),
              figure(whole.a(), f),
              figure(whole.b(), f),
              quantile(drawn, 0.025),
              quantile(drawn, 0.975),
              twoSided(drawn)));
    }
    return figures;
  }

  /** Linear between order statistics, as numpy's percentile. */
  static double quantile(double[] ascending, double share) {
    if (ascending.length == 0) {
      return Double.NaN;
    }
    double place = share * (ascending.length - 1);
    int below = (int) place;
    double low = ascending[below];
    double high = ascending[Math.min(below + 1, ascending.length - 1)];
    return low + (high - low) * (place - below);
  }

  static double twoSided(double[] differences) {
    if (differences.length == 0) {
      return Double.NaN;
    }
    long down = Arrays.stream(differences).filter(d -> d <= 0).count();
    long up = Arrays.stream(differences).filter(d -> d >= 0).count();
    return Math.min(1, 2.0 * (Math.min(down, up) + 1) / (differences.length + 1));
  }
}
