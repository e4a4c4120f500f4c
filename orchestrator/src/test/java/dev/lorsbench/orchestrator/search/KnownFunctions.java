package dev.lorsbench.orchestrator.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** Functions of the unit cube whose optima are known, and searches on them. */
final class KnownFunctions {
  private KnownFunctions() {}

  /** Branin on [-5, 10] x [0, 15]; 0.397887 in its three minima. */
  static double branin(List<Double> p) {
    double x = 15 * p.get(0) - 5;
    double y = 15 * p.get(1);
    double a = y - 5.1 / (4 * Math.PI * Math.PI) * x * x + 5 / Math.PI * x - 6;
    return a * a + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
  }

  /** A sphere about (0.7, ..., 0.7). */
  static double sphere(List<Double> p) {
    return p.stream().mapToDouble(x -> (x - 0.7) * (x - 0.7)).sum();
  }

  /** ZDT1: both objectives are small on the front f2 = 1 - sqrt(f1), where all but x1 are 0. */
  static List<Double> zdt1(List<Double> p) {
    double rest = p.stream().skip(1).mapToDouble(x -> x).average().orElse(0);
    double g = 1 + 9 * rest;
    return List.of(p.get(0), g * (1 - Math.sqrt(p.get(0) / g)));
  }

  /** Tries so many points, the first ones at random. */
  static List<Observation> run(
      Learner learner,
      int dimensions,
      long seed,
      int startup,
      int trials,
      Function<List<Double>, List<Double>> f) {
    List<Observation> seen = new ArrayList<>();
    List<Boolean> counting = Collections.nCopies(dimensions, true);
    for (int i = 0; i < trials; i++) {
      List<Double> point =
          i < startup ? UnitPoints.random(dimensions, seed, i) : learner.next(i, seen).point();
      seen.add(new Observation(i, point, counting, f.apply(point), false));
    }
    return seen;
  }

  /** What a front covers of the box up to (1.1, 1.1), which is worse than every point counted. */
  static double hypervolume(List<Observation> all) {
    List<Observation> front = new ArrayList<>(Front.sorted(all).get(0));
    front.sort((a, b) -> Double.compare(a.loss(), b.loss()));
    double volume = 0;
    double above = 1.1;
    for (Observation o : front) {
      double y = o.objectives().get(1);
      if (o.loss() < 1.1 && y < above) {
        volume += (1.1 - o.loss()) * (above - y);
        above = y;
      }
    }
    return volume;
  }
}
