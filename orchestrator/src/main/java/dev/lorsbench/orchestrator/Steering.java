package dev.lorsbench.orchestrator;

import dev.lorsbench.db.BadValueException;
import dev.lorsbench.db.Database;
import dev.lorsbench.db.DatabaseException;
import dev.lorsbench.db.SteeringStore;
import dev.lorsbench.db.Sweep;
import dev.lorsbench.db.SweepStore;
import dev.lorsbench.db.Trial;
import dev.lorsbench.db.TrialStore;
import dev.lorsbench.experiment.Parallelism;
import dev.lorsbench.experiment.ResourceClass;
import dev.lorsbench.experiment.SweepSpec;
import dev.lorsbench.experiment.TrainConfig;
import dev.lorsbench.experiment.TrialSpec;
import dev.lorsbench.experiment.TrialState;
import java.util.List;

/**
 * Steers sweeps and trials that run. The ledger is written first, with a line in the audit trail;
 * then the sweep's workflow is told to look at it again.
 */
public final class Steering {
  /** The priority that comes last; 1 comes first. */
  public static final int LAST_PRIORITY = 5;

  private final SweepRuns runs;
  private final SweepStore sweeps;
  private final TrialStore trials;
  private final SteeringStore steering;

  Steering(SweepRuns runs, Database database) {
    this.runs = runs;
    this.sweeps = new SweepStore(database);
    this.trials = new TrialStore(database);
    this.steering = new SteeringStore(database);
  }

  /**
   * Holds a sweep: its running trials write a checkpoint within a step and are given back, none is
   * begun. Trials that another sweep wants go on there.
   *
   * @throws OrchestratorException where there is no such sweep, it has ended or is paused already
   */
  public void pause(String sweep) {
    require(sweep);
    told(sweep, steering.pause(sweep), "is paused already");
  }

  /**
   * Lets a paused sweep go on.
   *
   * @throws OrchestratorException where there is no such sweep, or it is not paused
   */
  public void resume(String sweep) {
    require(sweep);
    told(sweep, steering.resume(sweep), "is not paused");
  }

  /**
   * Changes how many trials run at once; those above it end as they would.
   *
   * @param atOnce 1 to 1000
   * @throws OrchestratorException where there is no such sweep, it has ended, or the number is none
   */
  public void parallelism(String sweep, int atOnce) {
    require(sweep);
    between("parallelism", atOnce, Parallelism.MOST);
    told(sweep, steering.parallelism(sweep, atOnce), "has ended");
  }

  /**
   * Changes how many trials of one resource class run at once, besides the sweep's own limit.
   *
   * @param resources {@code cpu}, {@code gpu.1} and so on
   * @param atOnce 1 to 1000
   * @throws OrchestratorException where there is no such sweep, it has ended, or the number is none
   * @throws dev.lorsbench.experiment.ConfigException where there is no such class
   */
  public void parallelism(String sweep, String resources, int atOnce) {
    require(sweep);
    ResourceClass.require("parallelism", resources);
    between("parallelism." + resources, atOnce, Parallelism.MOST);
    told(sweep, steering.parallelism(sweep, resources, atOnce), "has ended");
  }

  /**
   * Changes whose trials workers take first; counts for trials that are begun from now on.
   *
   * @param priority 1, first, to 5, last
   * @throws OrchestratorException where there is no such sweep, it has ended, or the number is none
   */
  public void priority(String sweep, int priority) {
    require(sweep);
    between("priority", priority, LAST_PRIORITY);
    told(sweep, steering.priority(sweep, priority), "has ended");
  }

  /**
   * Adds trials to a sweep, which is taken up again where it had ended.
   *
   * @param spec its data's fingerprint taken; its trials' names differ from those of the sweep
   * @return the sweep's trials in all
   * @throws OrchestratorException where there is no such sweep, it is being cancelled, or a name is
   *     there already
   */
  public int add(String sweep, SweepSpec spec) {
    require(sweep);
    try {
      int trials = steering.add(sweep, spec);
      told(sweep, trials > 0, "is being cancelled");
      return trials;
    } catch (DatabaseException e) {
      throw refused(e);
    }
  }

  /**
   * Gives a trial that has succeeded more steps. It goes on from its last checkpoint as a new
   * trial, which names it; what it came to stays.
   *
   * @param steps in all, more than it had
   * @return the new trial's name in its newest sweep
   * @throws OrchestratorException where there is no such trial, it has not succeeded or cannot go
   *     on
   */
  public String extend(String trial, int steps) {
    TrialState state = state(trial);
    if (state != TrialState.SUCCEEDED) {
      throw new OrchestratorException(
          "trial %s is %s; only one that has succeeded can be given more steps"
              .formatted(trial, state));
    }
    return extend(sweeps.of(trial).get(0), List.of(trial), steps).get(0);
  }

  /**
   * The same for every trial of a sweep that has succeeded with fewer steps.
   *
   * @return the new trials' names
   * @throws OrchestratorException where there is no such sweep, or no such trial in it
   */
  public List<String> extendSweep(String sweep, int steps) {
    require(sweep);
    List<String> shorter =
        sweeps.members(sweep, 0, SweepSpec.MOST_TRIALS).stream()
            .map(SweepStore.Member::trial)
            .filter(t -> t.state() == TrialState.SUCCEEDED && t.spec().train().steps() < steps)
            .map(Trial::id)
            .toList();
    if (shorter.isEmpty()) {
      throw new OrchestratorException(
          "sweep %s has no trial that has succeeded with fewer than %d steps"
              .formatted(sweep, steps));
    }
    return extend(sweep, shorter, steps);
  }

  private List<String> extend(String sweep, List<String> ended, int steps) {
    between("steps", steps, TrainConfig.MOST_STEPS);
    try {
      List<String> names =
          steering.extend(sweep, ended, steps).stream().map(TrialSpec::name).toList();
      told(sweep, !names.isEmpty(), "is being cancelled");
      return names;
    } catch (DatabaseException e) {
      throw refused(e);
    }
  }

  /** What the ledger refuses for good is said as it stands. */
  private static RuntimeException refused(DatabaseException e) {
    return e.mayPass() || e instanceof BadValueException
        ? e
        : new OrchestratorException(e.getMessage(), e);
  }

  private static OrchestratorException noTrial(String trial) {
    return new OrchestratorException("there is no trial " + trial + "; lors runs lists them");
  }

  /**
   * Ends one trial where it is: evaluated, with the result it has then. Sent again or retried, it
   * goes on from there.
   *
   * @throws OrchestratorException where there is no such trial, it has not begun or has ended
   */
  public void stop(String trial) {
    state(trial);
    if (!steering.finish(trial)) {
      throw new OrchestratorException(notStopped(trial, state(trial)));
    }
  }

  private String notStopped(String trial, TrialState state) {
    boolean asked = !state.ended() && steering.finishAsked(trial);
    return asked
        ? "trial %s was asked to end already".formatted(trial)
        : "trial %s is %s and cannot be stopped with a result; only one that has begun, and is not being cancelled, can"
            .formatted(trial, state);
  }

  void retryTrial(Trial trial) {
    String sweep = sweeps.of(trial.id()).get(0);
    boolean queued = steering.retry(sweep, trial.id());
    if (!queued && !require(sweep).cancelling()) {
      throw new OrchestratorException(
          "trial %s is %s; only one that failed, was cancelled or stopped early can be queued again"
              .formatted(trial.id(), state(trial.id())));
    }
    told(sweep, queued, "");
  }

  int retrySweep(Sweep sweep) {
    int queued = steering.retry(sweep.id());
    if (queued == 0 && !require(sweep.id()).cancelling()) {
      throw new OrchestratorException(
          "sweep %s has no trial that failed or was cancelled; there is nothing to queue again"
              .formatted(sweep.id()));
    }
    told(sweep.id(), queued > 0, "");
    return queued;
  }

  private TrialState state(String trial) {
    return trials.state(trial).orElseThrow(() -> noTrial(trial));
  }

  private Sweep require(String id) {
    return sweeps
        .find(id)
        .orElseThrow(
            () -> new OrchestratorException("there is no sweep " + id + "; lors runs lists them"));
  }

  private static void between(String name, int value, int most) {
    if (value < 1 || value > most) {
      throw new OrchestratorException(name + " is " + value + "; allowed is 1 to " + most);
    }
  }

  private void told(String id, boolean done, String otherwise) {
    Sweep sweep = require(id);
    if (!done) {
      String reason = sweep.cancelling() ? "is being cancelled" : otherwise;
      throw new OrchestratorException(
          "sweep " + id + " " + (sweep.endedAt() == null ? reason : "has ended"));
    }
    runs.startOrWake(sweep);
  }
}
