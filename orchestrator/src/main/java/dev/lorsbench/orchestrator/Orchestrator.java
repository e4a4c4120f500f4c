package dev.lorsbench.orchestrator;

import dev.lorsbench.db.Database;
import dev.lorsbench.db.DatabaseException;
import dev.lorsbench.db.OrchestratorStore;
import dev.lorsbench.db.WorkerStore;
import dev.lorsbench.orchestrator.ledger.LedgerActivityImpl;
import dev.lorsbench.orchestrator.search.SearchActivityImpl;
import dev.lorsbench.orchestrator.sweep.SweepWorkflowImpl;
import dev.lorsbench.orchestrator.trial.TrialWorkflowImpl;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hosts workflow code and the ledger's activities. No native library is loaded here.
 *
 * <p>On the SDK's in-JVM test server this belongs in the JVM of the server: that server keeps the
 * sticky queue of a killed workflow worker, and a task that lies there is not handed to another.
 */
public final class Orchestrator implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Orchestrator.class);
  // How long a sweep may lie still after Temporal lost it; asking costs one call a sweep.
  private static final long RESUME_SECONDS = 15;

  private final WorkerFactory factory;
  private final Control control;
  private final ScheduledExecutorService clock;
  private final OrchestratorStore orchestrators;
  private final WorkerStore workers;
  private final OrchestratorStore.Row self;

  private Orchestrator(WorkerFactory factory, Control control, Database database) {
    this.factory = factory;
    this.control = control;
    this.orchestrators = new OrchestratorStore(database);
    this.workers = new WorkerStore(database);
    this.self = self();
    this.clock =
        Executors.newSingleThreadScheduledExecutor(
            r -> {
              Thread thread = new Thread(r, "resume-unfinished");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Starts polling, and starts unfinished sweeps again where Temporal lost them, now and later.
   *
   * @param trainQueue the resource class's task queue that trials go to
   */
  public static Orchestrator start(
      TemporalConnection temporal, Database database, String trainQueue) {
    WorkerFactory factory = WorkerFactory.newInstance(temporal.client());
    Worker worker = factory.newWorker(TaskQueues.CONTROL);
    worker.registerWorkflowImplementationTypes(SweepWorkflowImpl.class, TrialWorkflowImpl.class);
    worker.registerActivitiesImplementations(
        new LedgerActivityImpl(database), new SearchActivityImpl(database));
    factory.start();
    Orchestrator orchestrator =
        new Orchestrator(factory, new Control(temporal.client(), database, trainQueue), database);
    orchestrator.clock.scheduleWithFixedDelay(
        orchestrator::resume, 0, RESUME_SECONDS, TimeUnit.SECONDS);
    return orchestrator;
  }

  private static OrchestratorStore.Row self() {
    long pid = ProcessHandle.current().pid();
    String host = Host.name();
    return new OrchestratorStore.Row(
        host + ":" + pid + ":" + UUID.randomUUID(), host, pid, Versions.own());
  }

  private void resume() {
    try {
      orchestrators.seen(self);
      orchestrators.forgetLost();
      workers.forgetLost();
      control.resumeUnfinished();
    } catch (OrchestratorException | DatabaseException e) {
      LOG.warn("unfinished sweeps cannot be looked after now: {}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("unfinished sweeps cannot be looked after", e);
    }
  }

  /** What steers sweeps. */
  public Control control() {
    return control;
  }

  @Override
  public void close() {
    clock.shutdownNow();
    try {
      orchestrators.gone(self.id());
    } catch (DatabaseException away) {
      LOG.warn("cannot tell the ledger that this orchestrator leaves: {}", away.getMessage());
    }
    factory.shutdown();
    factory.awaitTermination(5, TimeUnit.SECONDS);
    factory.shutdownNow();
  }
}
