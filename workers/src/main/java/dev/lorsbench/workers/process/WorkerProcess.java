package dev.lorsbench.workers.process;

import dev.lorsbench.db.Database;
import dev.lorsbench.db.DatabaseException;
import dev.lorsbench.db.WorkerStore;
import dev.lorsbench.orchestrator.TemporalConnection;
import dev.lorsbench.workers.activities.Slot;
import dev.lorsbench.workers.activities.TrainActivityImpl;
import dev.lorsbench.workers.training.TrainingOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
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
  /** Exit code of a process that ran out of memory and asks to be replaced. */
  public static final int REPLACE = 75;

  private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);
  private static final Duration SEEN = Duration.ofSeconds(5);
  private static final Duration ORDERLY_END = Duration.ofSeconds(15);

  private final WorkerConfig config;
  private final CountDownLatch end = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Slot slot;
  private volatile int exitCode;

  /** A worker that does not run yet. */
  public WorkerProcess(WorkerConfig config) {
    this.config = config;
    this.slot = new Slot(host() + ":" + ProcessHandle.current().pid(), () -> stop(REPLACE));
  }

  /**
   * Works until asked to stop by {@link #stop}, a signal, or the end of the supervisor.
   *
   * @return the process's exit code
   * @throws dev.lorsbench.db.DatabaseException where PostgreSQL does not answer
   * @throws dev.lorsbench.orchestrator.OrchestratorException where Temporal does not answer
   */
  public int run() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::stopAndWait, "worker-stop"));
    if (ParentWatch.supervised()) {
      ParentWatch.start(System.in, () -> stop(0), () -> Runtime.getRuntime().halt(1));
    }
    try (Database database = Database.open(config.database());
        TemporalConnection temporal =
            TemporalConnection.open(config.temporal(), config.namespace())) {
      work(database, temporal);
      return exitCode;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    } finally {
      ended.countDown();
    }
  }

  private void work(Database database, TemporalConnection temporal) throws InterruptedException {
    TrainingOptions options = TrainingOptions.cores(config.threads()).on(config.device());
    WorkerFactory factory = WorkerFactory.newInstance(temporal.client());
    Worker worker = factory.newWorker(config.queue(), oneAtATime());
    worker.registerActivitiesImplementations(
        new TrainActivityImpl(database, slot, config.dataDir().resolve("trials"), options));
    factory.start();
    LOG.info("worker {} polls {}", slot.worker(), config.queue());
    WorkerStore workers = new WorkerStore(database);
    do {
      seen(workers);
    } while (!end.await(SEEN.toMillis(), TimeUnit.MILLISECONDS));
    slot.stop();
    factory.shutdown();
    factory.awaitTermination(ORDERLY_END.toMillis(), TimeUnit.MILLISECONDS);
    factory.shutdownNow();
    gone(workers);
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

  /**
   * The version that workers of this program register with; {@code null} where it is unpackaged.
   */
  public static String version() {
    return String.valueOf(WorkerProcess.class.getPackage().getImplementationVersion());
  }

  private void seen(WorkerStore workers) {
    try {
      workers.seen(
          new WorkerStore.Row(
              slot.worker(),
              host(),
              ProcessHandle.current().pid(),
              config.queue(),
              config.device(),
              version(),
              slot.trial(),
              null,
              null));
    } catch (DatabaseException away) {
      LOG.warn("cannot tell the ledger that this worker lives: {}", away.getMessage());
    }
  }

  private void gone(WorkerStore workers) {
    try {
      workers.gone(slot.worker());
    } catch (DatabaseException away) {
      LOG.warn("cannot tell the ledger that this worker leaves: {}", away.getMessage());
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
      ended.await(ORDERLY_END.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
