package dev.lorsbench.orchestrator.ledger;

import dev.lorsbench.db.EventStore;
import dev.lorsbench.db.SweepStore;
import dev.lorsbench.db.TrialStore;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.TrialState;
import java.util.List;

/** Adapts the stores to workflows. */
public final class LedgerActivityImpl implements LedgerActivity {
  private final SweepStore sweeps;
  private final TrialStore trials;
  private final EventStore events;

  /** Activities over these stores. */
  public LedgerActivityImpl(SweepStore sweeps, TrialStore trials, EventStore events) {
    this.sweeps = sweeps;
    this.trials = trials;
    this.events = events;
  }

  @Override
  public List<String> openTrials(String sweep, int limit) {
    return sweeps.open(sweep).stream().limit(limit).toList();
  }

  @Override
  public boolean trialEnded(String trial) {
    return trials.find(trial).map(t -> t.state().ended()).orElse(true);
  }

  @Override
  public void endTrial(String trial, String failure, String message) {
    Failure reason = Failure.valueOf(failure);
    TrialState state = reason == Failure.CANCELLED ? TrialState.CANCELLED : TrialState.FAILED;
    trials.end(trial, state, reason, message);
    events.trial(trial, reason.name(), message);
  }

  @Override
  public void endSweep(String sweep, boolean cancelled) {
    sweeps.end(sweep, cancelled);
    events.sweep(sweep, cancelled ? "CANCELLED" : "ENDED", "every trial has ended");
  }
}
