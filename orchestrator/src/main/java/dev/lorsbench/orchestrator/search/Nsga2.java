package dev.lorsbench.orchestrator.search;

import dev.lorsbench.db.SearchStore.Tried;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * NSGA-II (Deb et al., 2002), one child at a time, so that no worker waits for a generation: of all
 * results the best {@code population} by front and crowding are parents; two of them are chosen by
 * tournaments, crossed and mutated.
 *
 * @param choices for each parameter how many values there are; 0 for an interval
 * @param population how many results are parents
 * @param seed decides all that is drawn
 */
record Nsga2(List<Integer> choices, int population, long seed) implements Learner {
  private static final double CROSSED = 0.9;
  // Distribution indices of simulated binary crossover and polynomial mutation, as in the paper.
  private static final double CROSSING = 15;
  private static final double MUTATION = 20;

  @Override
  public List<Double> objectives(Tried trial) {
    return List.of((double) trial.decoderParameters(), -trial.score());
  }

  @Override
  public Suggestion next(int number, List<Observation> seen) {
    List<Observation> known = seen.stream().filter(Observation::known).toList();
    SplittableRandom chance = Chance.at(seed, number);
    if (known.size() < 2) {
      return new Suggestion(
          UnitPoints.random(choices.size(), seed, number),
          "nsga2: at random, fewer than two results are known yet");
    }
    List<List<Observation>> fronts = Front.sorted(known);
    Map<Observation, Rank> parents = parents(fronts);
    List<Observation> pool = new ArrayList<>(parents.keySet());
    pool.sort(Comparator.comparing(Observation::number));
    Observation one = tournament(pool, parents, chance);
    Observation other = tournament(pool, parents, chance);
    return new Suggestion(
        child(one.point(), other.point(), chance),
        "nsga2: child of trials %d (front %d) and %d (front %d) of %d parents; the best front has %d of %d"
            .formatted(
                one.number() + 1,
                parents.get(one).front + 1,
                other.number() + 1,
                parents.get(other).front + 1,
                pool.size(),
                fronts.get(0).size(),
                known.size()));
  }

  private record Rank(int front, double crowding) {}

  private Map<Observation, Rank> parents(List<List<Observation>> fronts) {
    Map<Observation, Rank> parents = new HashMap<>();
    for (int f = 0; f < fronts.size() && parents.size() < population; f++) {
      Map<Observation, Double> crowding = Front.crowding(fronts.get(f));
      int front = f;
      fronts.get(f).stream()
          .sorted(
              Comparator.comparingDouble((Observation o) -> -crowding.get(o))
                  .thenComparing(Observation::number))
          .limit(population - parents.size())
          .forEach(o -> parents.put(o, new Rank(front, crowding.get(o))));
    }
    return parents;
  }

  private static Observation tournament(
      List<Observation> pool, Map<Observation, Rank> ranks, SplittableRandom chance) {
    Observation a = pool.get(chance.nextInt(pool.size()));
    Observation b = pool.get(chance.nextInt(pool.size()));
    Rank x = ranks.get(a);
    Rank y = ranks.get(b);
    boolean second = y.front < x.front || y.front == x.front && y.crowding > x.crowding;
    return second ? b : a;
  }

  private List<Double> child(List<Double> one, List<Double> other, SplittableRandom chance) {
    boolean crosses = chance.nextDouble() < CROSSED;
    List<Double> child = new ArrayList<>(one.size());
    for (int d = 0; d < one.size(); d++) {
      double gene = crosses && chance.nextBoolean() ? crossed(d, one, other, chance) : one.get(d);
      boolean mutates = chance.nextDouble() < 1.0 / one.size();
      child.add(mutates ? mutated(d, gene, chance) : gene);
    }
    return child;
  }

  private double crossed(int d, List<Double> one, List<Double> other, SplittableRandom chance) {
    if (choices.get(d) > 0) {
      return other.get(d);
    }
    double u = chance.nextDouble();
    double spread =
        u <= 0.5
            ? Math.pow(2 * u, 1 / (CROSSING + 1))
            : Math.pow(1 / (2 * (1 - u)), 1 / (CROSSING + 1));
    double sign = chance.nextBoolean() ? 1 : -1;
    return inside(0.5 * (one.get(d) + other.get(d) + sign * spread * (one.get(d) - other.get(d))));
  }

  private double mutated(int d, double gene, SplittableRandom chance) {
    double u = chance.nextDouble();
    if (choices.get(d) > 0) {
      return u;
    }
    double step =
        u < 0.5
            ? Math.pow(2 * u, 1 / (MUTATION + 1)) - 1
            : 1 - Math.pow(2 * (1 - u), 1 / (MUTATION + 1));
    return inside(gene + step);
  }

  private static double inside(double x) {
    return Math.max(0, Math.min(Math.nextDown(1.0), x));
  }
}
