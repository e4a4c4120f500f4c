package dev.lorsbench.workers.process;

import dev.lorsbench.db.Database;
import dev.lorsbench.db.DatabaseException;
import dev.lorsbench.db.WorkerStore;
import dev.lorsbench.orchestrator.Host;
import dev.lorsbench.orchestrator.OrchestratorException;
import dev.lorsbench.orchestrator.TemporalConnection;
import dev.lorsbench.orchestrator.Versions;
import dev.lorsbench.workers.activities.FolderFiles;
import dev.lorsbench.workers.activities.Slot;
import dev.lorsbench.workers.activities.StoredFiles;
import dev.lorsbench.workers.activities.TrainActivityImpl;
import dev.lorsbench.workers.activities.TrialFiles;
import dev.lorsbench.workers.objects.ObjectStore;
import dev.lorsbench.workers.objects.StoreSettings;
import dev.lorsbench.workers.training.TrainingOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker: polls the task queue of its resource class and runs one trial at a time. One JVM has
 * one: the native engine's gradients are the process's, and what kills it takes one attempt.
 */
public final class WorkerProcess {
  /** Exit code of a process that ran out of memory, or hung, and asks to be replaced. */
  public static final int REPLACE = 75;

  private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);
  private static final Duration SEEN = Duration.ofSeconds(5);

  private final WorkerConfig config;
  private final CountDownLatch end = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Slot slot;
  private volatile int exitCode;

  /** A worker that does not run yet. */
  public WorkerProcess(WorkerConfig config) {
    this.config = config;
    this.slot =
        new Slot(
            Host.name() + ":" + ProcessHandle.current().pid(),
            () -> stop(REPLACE),
            () -> Runtime.getRuntime().halt(REPLACE));
  }

  /**
   * Works until asked to stop by {@link #stop}, a signal, or the end of the supervisor.
   *
   * @return the process's exit code
   * @throws dev.lorsbench.db.DatabaseException where PostgreSQL does not answer
   * @throws OrchestratorException where Temporal does not answer, or the orchestrator is of another
   *     version
   */
  public int run() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::stopAndWait, "worker-stop"));
    if (ParentWatch.supervised()) {
      ParentWatch.start(System.in, () -> stop(0), () -> Runtime.getRuntime().halt(1));
    }
    try (Database database = Database.open(config.database())) {
      Versions.require(database, version());
      try (TemporalConnection temporal = TemporalConnection.open(config.temporal());
          ObjectStore store = store()) {
        work(database, temporal, files(database, store));
      }
      return exitCode;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    } finally {
      ended.countDown();
    }
  }

  /** Null where checkpoints stay in the data directory. */
  private ObjectStore store() {
    return config.store().isEmpty()
        ? null
        : ObjectStore.open(StoreSettings.fromEnvironment(System.getenv()));
  }

  private TrialFiles files(Database database, ObjectStore store) {
    Path trials = config.dataDir().resolve("trials");
    return store == null
        ? new FolderFiles(database, trials)
        : new StoredFiles(database, trials, store, config.store().orElseThrow());
  }

  private void work(Database database, TemporalConnection temporal, TrialFiles files)
      throws InterruptedException {
    TrainingOptions options = TrainingOptions.cores(config.threads()).on(config.device());
    WorkerFactory factory = WorkerFactory.newInstance(temporal.client());
    Worker worker = factory.newWorker(config.queue(), oneAtATime());
    worker.registerActivitiesImplementations(
        new TrainActivityImpl(database, slot, files, options, config.stall()));
    Registration registration = new Registration(new WorkerStore(database), config, slot);
    registration.seen(); // the first trial's activity looks for its worker's row
    registration.reportDead();
    factory.start();
    LOG.info("worker {} polls {}", slot.worker(), config.queue());
    while (!end.await(SEEN.toMillis(), TimeUnit.MILLISECONDS)) {
      registration.seen();
      leaveOnSkew(database);
    }
    slot.stop();
    drain(factory, registration);
    registration.gone();
  }

  /** Waits for the step and its checkpoint, a living worker still. */
  private void drain(WorkerFactory factory, Registration registration) {
    long last = System.nanoTime() + config.grace().toNanos();
    factory.shutdown();
    for (long left = config.grace().toMillis(); left > 0 && !factory.isTerminated(); ) {
      registration.draining();
      factory.awaitTermination(Math.min(left, SEEN.toMillis()), TimeUnit.MILLISECONDS);
      left = (last - System.nanoTime()) / 1_000_000;
    }
    factory.shutdownNow();
  }

  private static WorkerOptions oneAtATime() {
    // Heartbeats also bring the news of a cancellation, so they are not held back for long.
    return WorkerOptions.newBuilder()
        .setMaxConcurrentActivityExecutionSize(1)
        .setMaxConcurrentActivityTaskPollers(1)
        .setDefaultHeartbeatThrottleInterval(Duration.ofSeconds(1))
        .setMaxHeartbeatThrottleInterval(Duration.ofSeconds(1))
        .setLocalActivityWorkerOnly(false)
        .build();
  }

  /** The version that workers of this program register with. */
  public static String version() {
    return Versions.own();
  }

  /** An orchestrator of another version took over: what runs is given back to its workers. */
  private void leaveOnSkew(Database database) {
    try {
      Versions.require(database, version());
    } catch (OrchestratorException skew) {
      LOG.error("{}", skew.getMessage());
      System.err.println("lors worker: " + skew.getMessage());
      stop(1);
    } catch (DatabaseException away) {
      return; // looked at again in a moment
    }
  }

  /** Asks for an orderly end: the attempt writes a checkpoint after its step. */
  public void stop(int code) {
    exitCode = code;
    slot.stop();
    end.countDown();
  }

  private void stopAndWait() {
    stop(0);
    try {
      ended.await(config.grace().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
