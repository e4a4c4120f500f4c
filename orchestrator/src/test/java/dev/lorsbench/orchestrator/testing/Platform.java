package dev.lorsbench.orchestrator.testing;

import dev.lorsbench.db.AttemptStore;
import dev.lorsbench.db.Database;
import dev.lorsbench.db.Sweep;
import dev.lorsbench.db.SweepStore;
import dev.lorsbench.db.Trial;
import dev.lorsbench.db.TrialStore;
import dev.lorsbench.orchestrator.Control;
import dev.lorsbench.orchestrator.Orchestrator;
import dev.lorsbench.orchestrator.TaskQueues;
import dev.lorsbench.orchestrator.TemporalConnection;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;

/** An orchestrator and a fake trainer over a ledger and a Temporal server. */
public final class Platform implements AutoCloseable {
  private final TemporalConnection temporal;
  private final Orchestrator orchestrator;
  private final WorkerFactory worker;
  private final FakeTrainer trainer;
  private final SweepStore sweeps;
  private final TrialStore trials;
  private final AttemptStore attempts;

  /** Starts both. */
  public Platform(String target, Database database) {
    temporal = TemporalConnection.open(target, "default");
    orchestrator = Orchestrator.start(temporal, database, TaskQueues.TRAIN_CPU);
    trainer = new FakeTrainer(database);
    worker = WorkerFactory.newInstance(temporal.client());
    worker
        .newWorker(
            TaskQueues.TRAIN_CPU,
            WorkerOptions.newBuilder()
                .setMaxHeartbeatThrottleInterval(Duration.ofMillis(100))
                .build())
        .registerActivitiesImplementations(trainer);
    worker.start();
    sweeps = new SweepStore(database);
    trials = new TrialStore(database);
    attempts = new AttemptStore(database);
  }

  /** What steers sweeps. */
  public Control control() {
    return orchestrator.control();
  }

  /** What trains. */
  public FakeTrainer trainer() {
    return trainer;
  }

  /** A sweep as it stands. */
  public Sweep sweep(String id) {
    return sweeps.find(id).orElseThrow();
  }

  /** A trial as it stands. */
  public Trial trial(String id) {
    return trials.find(id).orElseThrow();
  }

  /** How many attempts at a trial began. */
  public int attempts(String trial) {
    return attempts.of(trial).size();
  }

  /** Waits until a sweep has ended. */
  public Sweep ended(String id) {
    Await.until("sweep " + id + " has ended", () -> sweep(id).endedAt() != null);
    return sweep(id);
  }

  /** Waits until an attempt at a trial runs. */
  public void begun(String trial) {
    Await.until("trial " + trial + " has begun", () -> attempts(trial) > 0);
  }

  @Override
  public void close() {
    worker.shutdownNow();
    orchestrator.close();
    temporal.close();
  }
}
