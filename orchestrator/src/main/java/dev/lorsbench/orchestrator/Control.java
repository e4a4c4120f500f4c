package dev.lorsbench.orchestrator;

import dev.lorsbench.db.DataHolders;
import dev.lorsbench.db.Database;
import dev.lorsbench.db.EventStore;
import dev.lorsbench.db.Sweep;
import dev.lorsbench.db.SweepStore;
import dev.lorsbench.db.Trial;
import dev.lorsbench.db.TrialStore;
import dev.lorsbench.experiment.SweepSpec;
import io.temporal.client.WorkflowClient;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Starts and steers sweeps. The ledger is written first, Temporal is told second: whatever was
 * asked for and did not reach Temporal is done by {@link #resumeUnfinished}.
 */
public final class Control {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String queue;
  private final SweepRuns runs;
  private final SweepStore sweeps;
  private final TrialStore trials;
  private final EventStore events;
  private final DataHolders data;
  private final Steering steering;

  /**
   * Control over a ledger and a Temporal namespace.
   *
   * @param queue the resource class's task queue that trials of submitted sweeps go to
   */
  public Control(WorkflowClient client, Database database, String queue) {
    this.queue = queue;
    this.runs = new SweepRuns(client);
    this.sweeps = new SweepStore(database);
    this.trials = new TrialStore(database);
    this.events = new EventStore(database);
    this.data = new DataHolders(database);
    this.steering = new Steering(runs, database);
  }

  /**
   * How many images a data set is trained on; empty where nobody who read it has told the ledger.
   */
  public Optional<Integer> trainImages(String fingerprint) {
    return data.trainImages(fingerprint);
  }

  /** What changes sweeps and trials that run. */
  public Steering steering() {
    return steering;
  }

  /**
   * Submits a sweep under a new id made of its name.
   *
   * @param spec its data's fingerprint taken
   */
  public String submit(SweepSpec spec) {
    return submit(spec, false);
  }

  /**
   * Submits a sweep under a new id made of its name.
   *
   * @param spec its data's fingerprint taken
   * @param anew trains those of its trials again that have ended, forgetting their results
   */
  public String submit(SweepSpec spec, boolean anew) {
    byte[] random = new byte[3];
    RANDOM.nextBytes(random);
    String id = spec.name() + "-" + HexFormat.of().formatHex(random);
    submit(id, spec, anew);
    return id;
  }

  /** Submits a sweep under an id; the same id again goes on with the sweep that is there. */
  public void submit(String id, SweepSpec spec) {
    submit(id, spec, false);
  }

  private void submit(String id, SweepSpec spec, boolean anew) {
    if (sweeps.create(id, spec.on(queue), anew, queue)) {
      events.sweep(id, "SUBMITTED", spec.trials().size() + " trials");
    }
    resume(require(id));
  }

  /** Starts those sweeps again that the ledger has as unfinished and Temporal does not run. */
  public void resumeUnfinished() {
    sweeps.unfinished().forEach(this::resume);
  }

  private void resume(Sweep sweep) {
    if (sweep.endedAt() != null) {
      return;
    }
    if (sweep.cancelAsked()) {
      cancelNow(sweep.id());
    } else if (!runs.running(sweep.id())) {
      runs.startOrWake(sweep);
    }
  }

  /**
   * Stops a sweep: running trials end within a step, the others are not begun. Trials that another
   * sweep wants go on there.
   *
   * @throws OrchestratorException where there is no such sweep, or it has ended
   */
  public void cancelSweep(String id) {
    require(id);
    if (!sweeps.askCancel(id)) {
      throw new OrchestratorException("sweep " + id + " has ended already: " + require(id).state());
    }
    cancelNow(id);
  }

  private void cancelNow(String id) {
    if (!runs.cancelSweep(id) || sweeps.open(id).isEmpty()) {
      sweeps.open(id).forEach(trials::cancel);
      sweeps.end(id);
    }
  }

  /**
   * Stops one trial, in every sweep that has it; they go on.
   *
   * @throws OrchestratorException where there is no such trial, or it has ended
   */
  public void cancelTrial(String id) {
    requireTrial(id);
    if (!trials.askCancel(id)) {
      throw new OrchestratorException(
          "trial " + id + " has ended already: " + requireTrial(id).state());
    }
    if (!runs.cancelTrial(id)) {
      trials.cancel(id);
    }
  }

  /**
   * Queues a trial again that failed, was cancelled or stopped early; it goes on from its last
   * checkpoint, in its newest sweep.
   *
   * @throws OrchestratorException where there is no such trial, it is none of these, or its sweep
   *     is being cancelled
   */
  public void retryTrial(String id) {
    steering.retryTrial(requireTrial(id));
  }

  /**
   * Queues every failed or cancelled trial of a sweep again.
   *
   * @return how many, at least one
   * @throws OrchestratorException where there is no such sweep, it has no such trial, or it is
   *     being cancelled
   */
  public int retrySweep(String id) {
    return steering.retrySweep(require(id));
  }

  private Sweep require(String id) {
    return sweeps
        .find(id)
        .orElseThrow(
            () -> new OrchestratorException("there is no sweep " + id + "; lors runs lists them"));
  }

  private Trial requireTrial(String id) {
    return trials
        .find(id)
        .orElseThrow(
            () -> new OrchestratorException("there is no trial " + id + "; lors runs lists them"));
  }
}
