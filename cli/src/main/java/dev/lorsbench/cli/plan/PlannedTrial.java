package dev.lorsbench.cli.plan;

import dev.lorsbench.experiment.TrialSpec;
import dev.lorsbench.experiment.TrialState;
import java.util.Map;
import java.util.Optional;

/**
 * One trial of a plan.
 *
 * @param id empty where the data could not be read
 * @param baseline the name of the trial that it is measured against
 * @param parameters what its search varies, by path
 * @param savingPercent fewer parameters than its baseline; NaN for a baseline itself
 * @param equalBudget whether it spends as much as its baseline
 * @param seconds of its training steps
 * @param known where it stands in the ledger; empty where it is new
 */
record PlannedTrial(
    TrialSpec spec,
    Optional<String> id,
    String baseline,
    Map<String, String> parameters,
    TrialCost cost,
    double savingPercent,
    boolean equalBudget,
    double seconds,
    double memoryMib,
    Optional<TrialState> known) {
  /** Whether it has a result already, so that nothing is trained. */
  boolean done() {
    return known.filter(s -> s == TrialState.SUCCEEDED).isPresent();
  }

  /** Bytes that it leaves on the disk: checkpoints that are kept, and the last weights. */
  long diskBytes() {
    var keep = spec.train().keep();
    long checkpoints = keep.last() + (keep.best() ? 1 : 0);
    return checkpoints * cost.stateBytes() + cost.weightBytes();
  }
}
