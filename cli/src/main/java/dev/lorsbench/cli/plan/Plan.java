package dev.lorsbench.cli.plan;

import dev.lorsbench.experiment.Drawn;
import dev.lorsbench.experiment.SearchSpec;
import dev.lorsbench.experiment.SweepSpec;
import dev.lorsbench.experiment.TrialSpec;
import dev.lorsbench.experiment.TrialState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a sweep would run.
 *
 * @param undrawn trials that its search chooses later, from results
 * @param parallelism trials at once
 * @param basis where the times come from, in words
 */
record Plan(
    SweepSpec sweep, List<PlannedTrial> trials, int undrawn, int parallelism, String basis) {
  private static final double HOUR = 3600;

  /**
   * Plans a sweep.
   *
   * @param costs of every trial
   * @param states of those trials that the ledger has, by id
   */
  static Plan of(
      SweepSpec sweep, Costs costs, Pace pace, Map<String, TrialState> states, String queue) {
    Map<String, String> baselines = sweep.baselines();
    Map<String, TrialSpec> byName = new HashMap<>();
    sweep.trials().forEach(t -> byName.put(t.name(), t));
    List<PlannedTrial> planned = new ArrayList<>(sweep.trials().size());
    List<Optional<String>> ids = ids(sweep);
    for (TrialSpec t : sweep.trials()) {
      TrialSpec baseline = byName.get(baselines.get(t.name()));
      TrialCost cost = costs.of(t);
      Optional<String> id = ids.get(planned.size());
      planned.add(
          new PlannedTrial(
              t,
              id,
              baseline.name(),
              Optional.ofNullable(sweep.drawn().get(t.name()))
                  .map(Drawn::parameters)
                  .orElse(Map.of()),
              cost,
              baseline == t ? Double.NaN : saving(cost, costs.of(baseline)),
              sweep.spends(t) == sweep.spends(baseline),
              pace.seconds(t, cost),
              pace.memoryMib(t, cost),
              id.map(states::get)));
    }
    return new Plan(sweep, planned, undrawn(sweep), sweep.on(queue).parallelism(), pace.basis());
  }

  /** Of every trial; empty where the data's fingerprint could not be taken. */
  static List<Optional<String>> ids(SweepSpec sweep) {
    return sweep.trials().parallelStream().map(Plan::idOf).toList();
  }

  private static Optional<String> idOf(TrialSpec t) {
    return t.data().fingerprint().isEmpty() ? Optional.empty() : Optional.of(t.id());
  }

  private static double saving(TrialCost cost, TrialCost baseline) {
    return 100.0 * (1 - (double) cost.parameters() / baseline.parameters());
  }

  private static int undrawn(SweepSpec sweep) {
    return sweep
        .search()
        .filter(s -> s.method().learns())
        .map(SearchSpec::total)
        .map(total -> total - sweep.drawn().size())
        .orElse(0);
  }

  long known() {
    return trials.stream().filter(t -> t.known().isPresent()).count();
  }

  /** Hours of training on one device each, what has a result left out. */
  double deviceHours() {
    double drawn = trials.stream().filter(t -> !t.done()).mapToDouble(PlannedTrial::seconds).sum();
    return (drawn + undrawn * meanSeconds()) / HOUR;
  }

  /** A trial that is not drawn yet takes as long as the drawn ones do. */
  private double meanSeconds() {
    return trials.stream()
        .filter(t -> sweep.drawn().containsKey(t.spec().name()))
        .mapToDouble(PlannedTrial::seconds)
        .average()
        .orElse(0);
  }

  /** Hours from the first trial to the last, where so many devices are free. */
  double wallHours() {
    double longest =
        trials.stream().filter(t -> !t.done()).mapToDouble(PlannedTrial::seconds).max().orElse(0);
    return Math.max(longest / HOUR, deviceHours() / parallelism);
  }

  /** The largest of a trial; NaN where none is known. */
  double memoryMib() {
    return trials.stream()
        .mapToDouble(PlannedTrial::memoryMib)
        .filter(Double::isFinite)
        .max()
        .orElse(Double.NaN);
  }

  double diskBytes() {
    double drawn =
        trials.stream().filter(t -> !t.done()).mapToDouble(PlannedTrial::diskBytes).sum();
    double mean = trials.stream().mapToDouble(PlannedTrial::diskBytes).average().orElse(0);
    return drawn + undrawn * mean;
  }
}
