package dev.lorsbench.workers.training;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/**
 * Waits while a disk is full. A write that finds no space is tried again, with pauses of up to five
 * seconds, until it succeeds, fails otherwise, or the run is stopped.
 */
final class DiskRoom {
  private final RetryPolicy<Object> patience;
  private final Runnable stopIfAsked;

  /**
   * Patience without end.
   *
   * @param waiting hears of each write that found no space
   * @param stopIfAsked runs before each try; throws to end the waiting
   */
  DiskRoom(Consumer<DiskFullException> waiting, Runnable stopIfAsked) {
    this.stopIfAsked = stopIfAsked;
    this.patience =
        RetryPolicy.builder()
            .handle(DiskFullException.class)
            .withMaxRetries(-1)
            .withBackoff(250, 5_000, ChronoUnit.MILLIS)
            .onFailedAttempt(e -> waiting.accept((DiskFullException) e.getLastException()))
            .build();
  }

  /** Runs a write that may be run again after a {@link DiskFullException}. */
  void until(Runnable write) {
    boolean[] again = {false};
    Failsafe.with(patience)
        .run(
            () -> {
              if (again[0]) {
                stopIfAsked.run();
              }
              again[0] = true;
              write.run();
            });
  }
}
