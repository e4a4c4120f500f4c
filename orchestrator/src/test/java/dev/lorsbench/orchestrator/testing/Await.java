package dev.lorsbench.orchestrator.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for conditions that other threads bring about. */
public final class Await {
  // A task that the server gave to a poll that went away is found lost after a minute (a call of
  // the ledger) and half a minute (a heartbeat).
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private Await() {}

  /** Returns once the condition holds; fails, naming it, where it does not come to hold. */
  public static void until(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("this did not come to hold: " + what);
      }
      LockSupport.parkNanos(20_000_000);
    }
  }
}
