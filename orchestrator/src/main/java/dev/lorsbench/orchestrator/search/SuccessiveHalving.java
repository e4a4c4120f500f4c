package dev.lorsbench.orchestrator.search;

import dev.lorsbench.db.DecisionStore.Case;
import dev.lorsbench.db.DecisionStore.Measured;
import dev.lorsbench.db.DecisionStore.Verdict;
import dev.lorsbench.db.PromotionStore.Ladder;
import dev.lorsbench.db.PromotionStore.Promotion;
import dev.lorsbench.experiment.StoppingRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Asynchronous successive halving (Li et al., 2020): at its first evaluation on or behind a rung a
 * trial goes on if it is among the best 1 / factor of all that have come to the rung so far, itself
 * counted. Where the rule only stops, so many are rounded up, so that the first goes on; where
 * those that fall behind may be let on later, down, as in the paper.
 */
record SuccessiveHalving() implements Stopping {
  @Override
  public Optional<Verdict> judge(Case c) {
    long rung = c.rule().rung(c.step());
    List<Measured> there = there(c.measured(), rung);
    Optional<Measured> own = there.stream().filter(m -> m.trial().equals(c.trial())).findFirst();
    if (rung == 0 || own.isEmpty() || own.get().step() != c.step()) {
      return Optional.empty();
    }
    int place = there.indexOf(own.get()) + 1;
    int kept = kept(c.rule(), there.size());
    return Optional.of(
        new Verdict(
            there.size() < c.rule().least() || place <= kept,
            place(own.get(), place, there.size(), rung, kept)));
  }

  /**
   * Who of those that wait is let on: from the highest rung down, those that by now are among the
   * best 1 / factor of all that have come to their rung.
   */
  @Override
  public List<Promotion> promote(Ladder ladder) {
    List<Promotion> promoted = new ArrayList<>();
    Map<Long, List<String>> waiting = new TreeMap<>(Comparator.reverseOrder());
    ladder
        .paused()
        .forEach(
            (trial, step) ->
                waiting
                    .computeIfAbsent(ladder.rule().rung(step), r -> new ArrayList<>())
                    .add(trial));
    waiting.forEach(
        (rung, trials) -> {
          List<Measured> there = there(ladder.measured(), rung);
          int kept = kept(ladder.rule(), there.size());
          for (int place = 1; place <= kept; place++) {
            Measured m = there.get(place - 1);
            if (trials.contains(m.trial())) {
              promoted.add(
                  new Promotion(m.trial(), place(m, place, there.size(), rung, kept) + " now"));
            }
          }
        });
    return promoted;
  }

  /** Each trial's first evaluation on or behind a rung, the best first; of equals the first id. */
  private static List<Measured> there(List<Measured> measured, long rung) {
    Map<String, Measured> first = new LinkedHashMap<>();
    measured.stream().filter(m -> m.step() >= rung).forEach(m -> first.putIfAbsent(m.trial(), m));
    return first.values().stream()
        .sorted(
            Comparator.comparingDouble(Measured::score).reversed().thenComparing(Measured::trial))
        .toList();
  }

  private static int kept(StoppingRule rule, int there) {
    return rule.promote() ? there / rule.factor() : (there + rule.factor() - 1) / rule.factor();
  }

  private static String place(Measured own, int place, int there, long rung, int kept) {
    return String.format(
        Locale.ROOT,
        "asha: %.4f at step %d is number %d of %d at the rung of %d steps; the best %d go on",
        own.score(),
        own.step(),
        place,
        there,
        rung,
        kept);
  }
}
