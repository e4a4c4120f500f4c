package dev.lorsbench.orchestrator.search;

import dev.lorsbench.db.DecisionStore.Case;
import dev.lorsbench.db.DecisionStore.Measured;
import dev.lorsbench.db.DecisionStore.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The median rule (Golovin et al., 2017): a trial ends if its best score so far is below the median
 * of what the others, that have come as far, had on average up to the same step.
 */
record MedianStopping() implements Stopping {
  @Override
  public Optional<Verdict> judge(Case c) {
    if (c.step() < c.rule().first()) {
      return Optional.empty();
    }
    double best = Double.NEGATIVE_INFINITY;
    Map<String, List<Double>> others = new LinkedHashMap<>();
    Map<String, Long> reached = new LinkedHashMap<>();
    for (Measured m : c.measured()) {
      reached.merge(m.trial(), m.step(), Math::max);
      if (m.step() <= c.step() && m.trial().equals(c.trial())) {
        best = Math.max(best, m.score());
      } else if (m.step() <= c.step()) {
        others.computeIfAbsent(m.trial(), t -> new ArrayList<>()).add(m.score());
      }
    }
    others.keySet().removeIf(t -> reached.get(t) < c.step());
    return Optional.of(verdict(c, best, others));
  }

  private static Verdict verdict(Case c, double best, Map<String, List<Double>> others) {
    double[] means =
        others.values().stream()
            .mapToDouble(all -> all.stream().mapToDouble(x -> x).average().orElseThrow())
            .sorted()
            .toArray();
    if (means.length < c.rule().least()) {
      return new Verdict(
          true,
          "median: only %d other trials have come to step %d, %d are needed"
              .formatted(means.length, c.step(), c.rule().least()));
    }
    int middle = means.length / 2;
    double median = means.length % 2 == 1 ? means[middle] : (means[middle - 1] + means[middle]) / 2;
    return new Verdict(
        best >= median,
        String.format(
            Locale.ROOT,
            "median: best %.4f up to step %d, the median of %d others is %.4f",
            best,
            c.step(),
            means.length,
            median));
  }
}
