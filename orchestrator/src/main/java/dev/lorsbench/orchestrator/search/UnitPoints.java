package dev.lorsbench.orchestrator.search;

import dev.lorsbench.experiment.SearchSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.hipparchus.random.SobolSequenceGenerator;

/** Points of the unit cube that need no results: random ones, and Sobol's. */
final class UnitPoints {
  private UnitPoints() {}

  /** The point of each number from 0, for the search's seed. */
  static IntFunction<List<Double>> of(SearchSpec search) {
    int dimensions = search.choices().size();
    return switch (search.method()) {
      case SOBOL -> sobol(dimensions, search.seed());
      case RANDOM, TPE, NSGA2 -> number -> random(dimensions, search.seed(), number);
      case GRID, LIST -> throw new IllegalArgumentException(search.method() + " draws no points");
    };
  }

  static List<Double> random(int dimensions, long seed, int number) {
    SplittableRandom chance = Chance.at(seed, number);
    List<Double> point = new ArrayList<>(dimensions);
    for (int d = 0; d < dimensions; d++) {
      point.add(chance.nextDouble());
    }
    return point;
  }

  /**
   * Sobol's sequence, shifted by the seed's own vector modulo 1 (Cranley and Patterson, 1976),
   * which keeps how evenly it fills the cube and moves the first point off the corner.
   */
  private static IntFunction<List<Double>> sobol(int dimensions, long seed) {
    SobolSequenceGenerator sequence = new SobolSequenceGenerator(dimensions);
    List<Double> shift = random(dimensions, seed, -1);
    return number -> {
      double[] vector = sequence.skipTo(number);
      List<Double> point = new ArrayList<>(dimensions);
      for (int d = 0; d < dimensions; d++) {
        double moved = vector[d] + shift.get(d);
        point.add(moved < 1 ? moved : moved - 1);
      }
      return point;
    };
  }
}
