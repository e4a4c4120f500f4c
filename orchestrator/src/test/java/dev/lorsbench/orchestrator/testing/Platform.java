package dev.lorsbench.orchestrator.testing;

import dev.lorsbench.db.AttemptStore;
import dev.lorsbench.db.Database;
import dev.lorsbench.db.EvaluationStore;
import dev.lorsbench.db.MetricStore;
import dev.lorsbench.db.Sweep;
import dev.lorsbench.db.SweepStore;
import dev.lorsbench.db.Trial;
import dev.lorsbench.db.TrialStore;
import dev.lorsbench.experiment.Evaluation;
import dev.lorsbench.experiment.TrialSpec;
import dev.lorsbench.orchestrator.Control;
import dev.lorsbench.orchestrator.Orchestrator;
import dev.lorsbench.orchestrator.TaskQueues;
import dev.lorsbench.orchestrator.TemporalConfig;
import dev.lorsbench.orchestrator.TemporalConnection;
import dev.lorsbench.orchestrator.search.EarlyStopping;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An orchestrator and a fake trainer over a ledger and a Temporal server. */
public final class Platform implements AutoCloseable {
  private final TemporalConnection temporal;
  private final Orchestrator orchestrator;
  private final WorkerFactory worker;
  private final FakeTrainer trainer;
  private final SweepStore sweeps;
  private final TrialStore trials;
  private final AttemptStore attempts;
  private final MetricStore metrics;
  private final EvaluationStore evaluations;
  private final EarlyStopping stopping;

  /** Starts both. */
  public Platform(String target, Database database) {
    this(TemporalConfig.plain(target), database);
  }

  /** Starts both on a server that asks who they are. */
  public Platform(TemporalConfig config, Database database) {
    temporal = TemporalConnection.open(config);
    orchestrator = Orchestrator.start(temporal, database, TaskQueues.TRAIN_CPU);
    trainer = new FakeTrainer(database);
    worker = WorkerFactory.newInstance(temporal.client());
    WorkerOptions options =
        WorkerOptions.newBuilder().setMaxHeartbeatThrottleInterval(Duration.ofMillis(100)).build();
    for (String queue : List.of(TaskQueues.TRAIN_CPU, TaskQueues.TRAIN_GPU)) {
      worker.newWorker(queue, options).registerActivitiesImplementations(trainer);
    }
    worker.start();
    sweeps = new SweepStore(database);
    trials = new TrialStore(database);
    attempts = new AttemptStore(database);
    metrics = new MetricStore(database);
    evaluations = new EvaluationStore(database);
    stopping = new EarlyStopping(database);
  }

  /** A worker of another task queue, which runs one trial at a time. */
  public AutoCloseable slot(String queue) {
    WorkerFactory one = WorkerFactory.newInstance(temporal.client());
    one.newWorker(
            queue, WorkerOptions.newBuilder().setMaxConcurrentActivityExecutionSize(1).build())
        .registerActivitiesImplementations(trainer);
    one.start();
    return () -> {
      one.shutdownNow();
      one.awaitTermination(10, TimeUnit.SECONDS);
    };
  }

  /** How many trials wait for a worker of a task queue, as Temporal counts. */
  public long backlog(String queue) {
    return temporal
        .client()
        .getWorkflowServiceStubs()
        .blockingStub()
        .describeTaskQueue(
            DescribeTaskQueueRequest.newBuilder()
                .setNamespace(temporal.client().getOptions().getNamespace())
                .setTaskQueue(TaskQueue.newBuilder().setName(queue))
                .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY)
                .setReportStats(true)
                .build())
        .getStats()
        .getApproximateBacklogCount();
  }

  /** What steers sweeps. */
  public Control control() {
    return orchestrator.control();
  }

  /** What trains. */
  public FakeTrainer trainer() {
    return trainer;
  }

  /** Evaluates at the fifth step, the worse the higher the seed, and lets the rules judge. */
  public FakeTrainer.Script evaluated(TrialSpec trial) {
    double ap = 1 - 0.1 * trial.train().seed();
    return (attempt, step) -> {
      if (step == 5) {
        evaluations.record(attempt, new Evaluation(step, ap, ap, ap, -1, -1, -1, 1));
        stopping.evaluated(trial.id(), step);
      }
    };
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

  /** How many losses of a trial the ledger has. */
  public int losses(String trial) {
    return metrics.series(trial, "loss", 1000).size();
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
    // A poll that is still open would take, and lose, a task of the next platform's on this server.
    worker.awaitTermination(10, TimeUnit.SECONDS);
    orchestrator.close();
    temporal.close();
  }
}
