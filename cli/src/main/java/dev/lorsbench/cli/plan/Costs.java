package dev.lorsbench.cli.plan;

import dev.lorsbench.experiment.TrialSpec;
import java.util.HashMap;
import java.util.Map;

/** The costs of trials, counted once for each kind of network. */
final class Costs {
  private final int classes;
  private final Map<TrialCost.Key, TrialCost> known = new HashMap<>();

  /** Costs of networks that tell so many classes apart. */
  Costs(int classes) {
    this.classes = classes;
  }

  TrialCost of(TrialSpec trial) {
    return known.computeIfAbsent(TrialCost.Key.of(trial), key -> TrialCost.of(key, classes));
  }
}
