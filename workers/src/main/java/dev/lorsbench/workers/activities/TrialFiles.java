package dev.lorsbench.workers.activities;

import dev.lorsbench.db.Attempt;
import dev.lorsbench.experiment.Origin;
import dev.lorsbench.experiment.TrialSpec;
import dev.lorsbench.workers.training.Checkpoints;

/** Where a worker keeps what trials leave: their checkpoints and their last weights. */
public interface TrialFiles {
  /** The checkpoints of an attempt; those that count are the ones that the ledger points to. */
  Checkpoints checkpoints(Attempt attempt, LedgerPatience patience);

  /**
   * The checkpoints of the trial that an attempt's trial goes on from; nothing is written there.
   */
  Checkpoints origin(Attempt attempt, Origin origin, LedgerPatience patience);

  /** The checkpoints that an attempt begins with: its own, else those of what it goes on from. */
  default Checkpoints checkpoints(Attempt attempt, TrialSpec spec, LedgerPatience patience) {
    Checkpoints own = checkpoints(attempt, patience);
    return spec.origin()
        .map(o -> own.goingOnFrom(origin(attempt, o, patience), o.step()))
        .orElse(own);
  }

  /** The last weights of an attempt. */
  LastWeights weights(Attempt attempt);
}
