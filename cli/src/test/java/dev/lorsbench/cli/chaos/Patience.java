package dev.lorsbench.cli.chaos;

import dev.lorsbench.db.DatabaseException;
import dev.lorsbench.orchestrator.OrchestratorException;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what a cluster comes to, and meanwhile starts again what ended. */
record Patience(Cluster cluster) {
  // A lost worker is noticed in half a minute and replaced in another; the rest is for a machine
  // that is busy with other work.
  private static final Duration LIMIT = Duration.ofMinutes(20);

  /**
   * Returns when the condition holds. One that cannot be asked now does not hold.
   *
   * @param what it is, for the failure
   */
  void until(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!holds(condition)) {
      if (System.nanoTime() > end) {
        throw new AssertionError(what + " in vain for " + LIMIT);
      }
      cluster.keep();
      Lengths.pause(Duration.ofMillis(100));
    }
  }

  /** Returns what the supplier gives once it can. */
  <T> T of(String what, Supplier<T> supplier) {
    AtomicReference<T> given = new AtomicReference<>();
    until(
        what,
        () -> {
          given.set(supplier.get());
          return true;
        });
    return given.get();
  }

  private static boolean holds(BooleanSupplier condition) {
    try {
      return condition.getAsBoolean();
    } catch (DatabaseException | OrchestratorException | StatusRuntimeException away) {
      return false;
    }
  }
}
