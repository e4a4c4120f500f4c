package dev.lorsbench.orchestrator;

import dev.lorsbench.db.Database;
import dev.lorsbench.db.EventStore;
import dev.lorsbench.db.SweepStore;
import dev.lorsbench.db.TrialStore;
import dev.lorsbench.orchestrator.ledger.LedgerActivityImpl;
import dev.lorsbench.orchestrator.sweep.SweepWorkflowImpl;
import dev.lorsbench.orchestrator.trial.TrialWorkflowImpl;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.util.concurrent.TimeUnit;

/** Hosts workflow code and the ledger's activities. No native library is loaded here. */
public final class Orchestrator implements AutoCloseable {
  private final WorkerFactory factory;
  private final Control control;

  private Orchestrator(WorkerFactory factory, Control control) {
    this.factory = factory;
    this.control = control;
  }

  /** Starts polling, and starts unfinished sweeps again where Temporal lost them. */
  public static Orchestrator start(
      TemporalConnection temporal, Database database, String trainQueue) {
    WorkerFactory factory = WorkerFactory.newInstance(temporal.client());
    Worker worker = factory.newWorker(TaskQueues.CONTROL);
    worker.registerWorkflowImplementationTypes(SweepWorkflowImpl.class, TrialWorkflowImpl.class);
    worker.registerActivitiesImplementations(
        new LedgerActivityImpl(
            new SweepStore(database), new TrialStore(database), new EventStore(database)));
    factory.start();
    Control control = new Control(temporal.client(), database, trainQueue);
    control.resumeUnfinished();
    return new Orchestrator(factory, control);
  }

  /** What steers sweeps. */
  public Control control() {
    return control;
  }

  @Override
  public void close() {
    factory.shutdown();
    factory.awaitTermination(5, TimeUnit.SECONDS);
    factory.shutdownNow();
  }
}
