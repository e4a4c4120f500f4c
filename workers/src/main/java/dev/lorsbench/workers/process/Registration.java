package dev.lorsbench.workers.process;

import dev.lorsbench.db.DatabaseException;
import dev.lorsbench.db.WorkerStore;
import dev.lorsbench.orchestrator.Host;
import dev.lorsbench.workers.activities.Slot;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker's row in the ledger. While PostgreSQL is away nothing is told, and the worker works. */
record Registration(WorkerStore workers, WorkerConfig config, Slot slot) {
  private static final Logger LOG = LoggerFactory.getLogger(Registration.class);

  /** It lives. */
  void seen() {
    tell("lives", workers::seen);
  }

  /**
   * Tells of workers of this machine whose processes have ended without a word, the one that this
   * one replaces among them. A worker of another container that bears this machine's name says
   * within seconds that it lives.
   */
  void reportDead() {
    try {
      workers.alive().stream()
          .filter(w -> w.host().equals(Host.name()) && !w.id().equals(slot.worker()))
          .filter(w -> ProcessHandle.of(w.pid()).isEmpty())
          .forEach(w -> workers.died(w.id()));
    } catch (DatabaseException away) {
      LOG.warn("workers that died here are not told of: {}", away.getMessage());
    }
  }

  /** It was asked to end, and finishes its step. */
  void draining() {
    tell("drains", workers::draining);
  }

  /** It leaves. */
  void gone() {
    tell("leaves", row -> workers.gone(row.id()));
  }

  private void tell(String what, Consumer<WorkerStore.Row> news) {
    try {
      news.accept(row());
    } catch (DatabaseException away) {
      LOG.warn("cannot tell the ledger that this worker {}: {}", what, away.getMessage());
    }
  }

  private WorkerStore.Row row() {
    return new WorkerStore.Row(
        slot.worker(),
        Host.name(),
        ProcessHandle.current().pid(),
        config.queue(),
        config.device(),
        WorkerProcess.version(),
        config.slot(),
        DeviceMemory.mib(config.device()),
        slot.trial(),
        null,
        null);
  }
}
