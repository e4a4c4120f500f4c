package dev.lorsbench.orchestrator.ledger;

import dev.lorsbench.db.Course;
import dev.lorsbench.db.Database;
import dev.lorsbench.db.OpenTrial;
import dev.lorsbench.db.SteeringStore;
import dev.lorsbench.db.SweepStore;
import dev.lorsbench.db.TrialStore;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.TrialState;
import dev.lorsbench.orchestrator.search.EarlyStopping;
import dev.lorsbench.orchestrator.trial.TrialWorkflow;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInfo;
import io.temporal.failure.ApplicationFailure;
import java.util.List;

/** Adapts the stores to workflows. */
public final class LedgerActivityImpl implements LedgerActivity {
  private final SweepStore sweeps;
  private final TrialStore trials;
  private final SteeringStore steering;
  private final EarlyStopping stopping;

  /** Activities over a ledger. */
  public LedgerActivityImpl(Database database) {
    this.sweeps = new SweepStore(database);
    this.trials = new TrialStore(database);
    this.steering = new SteeringStore(database);
    this.stopping = new EarlyStopping(database);
  }

  @Override
  public Course course(String sweep) {
    return steering.course(sweep);
  }

  @Override
  public List<String> openTrials(String sweep, int limit) {
    return sweeps.open(sweep, limit);
  }

  @Override
  public List<OpenTrial> waitingTrials(String sweep, int limit) {
    return sweeps.waiting(sweep, limit);
  }

  @Override
  public boolean orderTrial(String trial) {
    return trials.order(trial, Activity.getExecutionContext().getInfo().getRunId());
  }

  @Override
  public void endTrial(String trial, String failure, String message) {
    Failure reason = Failure.valueOf(failure);
    TrialState state = reason == Failure.CANCELLED ? TrialState.CANCELLED : TrialState.FAILED;
    ActivityInfo caller = Activity.getExecutionContext().getInfo();
    // A trial's own workflow ends what it has; a sweep's, whose child failed, whoever had it.
    if (caller.getWorkflowId().equals(TrialWorkflow.idOf(trial))) {
      trials.end(trial, caller.getRunId(), state, reason, message);
    } else {
      trials.end(trial, state, reason, message);
    }
  }

  @Override
  public void cancelTrial(String trial) {
    trials.cancel(trial);
  }

  @Override
  public boolean endSweep(String sweep) {
    stopping.promote(sweep); // a sweep whose history was full has not asked since
    return sweeps.end(sweep);
  }

  @Override
  public void cancelSweep(String sweep) {
    sweeps.askCancel(sweep);
    sweeps.open(sweep).forEach(this::cancelTrial);
    sweeps.end(sweep);
  }

  @Override
  public void awaitTrial(String trial) {
    if (!trials.idle(trial)) {
      throw ApplicationFailure.newFailure("trial " + trial + " has not ended", "NOT_YET");
    }
  }
}
