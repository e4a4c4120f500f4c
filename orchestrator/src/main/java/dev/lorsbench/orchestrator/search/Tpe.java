package dev.lorsbench.orchestrator.search;

import dev.lorsbench.db.SearchStore.Tried;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * The tree-structured Parzen estimator (Bergstra et al., 2011). Results are split into the best
 * ones and the rest; candidates are drawn from the density of the best, and the one wins whose
 * density among the best, over that among the rest, is largest. Parameters are taken one by one,
 * each from the trials where it counts.
 *
 * <p>A trial that still runs, and one that failed, is with the rest: so that parallel suggestions
 * keep apart, and what fails is not tried again.
 *
 * @param choices for each parameter how many values there are; 0 for an interval
 * @param seed decides all that is drawn
 */
record Tpe(List<Integer> choices, long seed) implements Learner {
  private static final int CANDIDATES = 24;
  // The share of results that are the best ones, and at most so many (Bergstra's and Optuna's).
  private static final double BEST = 0.1;
  private static final int MOST_BEST = 25;

  @Override
  public List<Double> objectives(Tried trial) {
    return List.of(-trial.score());
  }

  @Override
  public Suggestion next(int number, List<Observation> seen) {
    List<Observation> known =
        seen.stream()
            .filter(Observation::known)
            .sorted(
                Comparator.comparingDouble(Observation::loss).thenComparing(Observation::number))
            .toList();
    if (known.isEmpty()) {
      return new Suggestion(
          UnitPoints.random(choices.size(), seed, number),
          "tpe: at random, no result is known yet");
    }
    int best = (int) Math.min(MOST_BEST, Math.ceil(BEST * known.size()));
    List<Observation> good = known.subList(0, best);
    List<Observation> rest = new ArrayList<>(known.subList(best, known.size()));
    seen.stream().filter(o -> !o.known()).forEach(rest::add);
    return new Suggestion(point(good, rest, number), reason(known, good, rest));
  }

  private static String reason(
      List<Observation> known, List<Observation> good, List<Observation> rest) {
    return String.format(
        Locale.ROOT,
        "tpe: like the best %d of %d results (trials %s; the best has %.6g), unlike %d others",
        good.size(),
        known.size(),
        good.stream().limit(5).map(o -> o.number() + 1).toList(),
        -good.get(0).loss(),
        rest.size());
  }

  private List<Double> point(List<Observation> good, List<Observation> rest, int number) {
    SplittableRandom chance = Chance.at(seed, number);
    List<Double> point = new ArrayList<>(choices.size());
    for (int d = 0; d < choices.size(); d++) {
      List<Double> among = coordinates(good, d);
      List<Double> others = coordinates(rest, d);
      point.add(
          choices.get(d) > 0
              ? Categories.choose(choices.get(d), among, others, chance)
              : Parzen.choose(among, others, CANDIDATES, chance));
    }
    return point;
  }

  private static List<Double> coordinates(List<Observation> of, int d) {
    return of.stream().filter(o -> o.counting().get(d)).map(o -> o.point().get(d)).toList();
  }

  /** The first candidate of the largest ratio. */
  static double best(List<Double> candidates, ToDoubleFunction<Double> ratio) {
    double best = candidates.get(0);
    for (double candidate : candidates) {
      best = ratio.applyAsDouble(candidate) > ratio.applyAsDouble(best) ? candidate : best;
    }
    return best;
  }
}
