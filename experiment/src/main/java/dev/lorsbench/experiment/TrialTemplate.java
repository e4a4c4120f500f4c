package dev.lorsbench.experiment;

import java.util.List;
import java.util.Optional;

/**
 * What the trials of a file have in common.
 *
 * @param shared the training that a trial's own keys lie over
 * @param data the set that all learn from
 * @param seeds every trial runs once for each; empty leaves it to its training
 * @param resources the class of workers that trials need; empty is where the sweep goes
 */
record TrialTemplate(
    TaskKind task,
    TrainConfig shared,
    DataConfig data,
    Optional<Budget> budget,
    Optional<List<Long>> seeds,
    Optional<String> resources) {
  /** The trial once a seed, where the sweep has a list of them. */
  List<TrialSpec> seeded(TrialSpec trial) {
    return seeds
        .map(all -> all.stream().map(seed -> Baselines.seeded(trial, seed)).toList())
        .orElse(List.of(trial));
  }

  /** Reads {@code model}, {@code train} and {@code from} of a mapping. */
  TrialSpec read(Section s, String name) {
    s.has("name");
    NetworkConfig model = NetworkConfig.read(s, task);
    Optional<StartWeights> from =
        s.has("from")
            ? Optional.of(s.build(() -> new StartWeights(s.text("from", null), "")))
            : Optional.empty();
    Optional<String> on = TrialSpec.resources(s).or(() -> resources);
    TrainConfig train = s.section("train").map(this::train).orElse(shared);
    s.done();
    TrainConfig within = budget.map(b -> s.build(() -> b.apply(train))).orElse(train);
    return s.build(() -> new TrialSpec(name, model, within, data, from, on, Optional.empty()));
  }

  /** A mapping over the shared training. */
  TrainConfig train(Section s) {
    budget.ifPresent(b -> refuseSteps(s, b));
    return TrainConfig.read(s, shared);
  }

  private static void refuseSteps(Section s, Budget budget) {
    if (budget.kind() != Budget.Kind.WALL && s.has("steps")) {
      throw s.at(s.node("steps"), "steps follow from budget: " + budget + "; remove one of them");
    }
  }
}
