package dev.lorsbench.workers.training;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Waits while a disk is full or a store is away. What finds it so is tried again, with pauses of up
 * to five seconds, until it succeeds, fails otherwise, or the run is stopped.
 */
final class StoragePatience {
  private final RetryPolicy<Object> patience;
  private final Runnable stopIfAsked;

  /**
   * Patience without end.
   *
   * @param waiting hears of each try that must wait
   * @param stopIfAsked runs before each try; throws to end the waiting
   */
  StoragePatience(Consumer<WaitingException> waiting, Runnable stopIfAsked) {
    this.stopIfAsked = stopIfAsked;
    this.patience =
        RetryPolicy.builder()
            .handle(WaitingException.class)
            .withMaxRetries(-1)
            .withBackoff(250, 5_000, ChronoUnit.MILLIS)
            .onFailedAttempt(e -> waiting.accept((WaitingException) e.getLastException()))
            .build();
  }

  /** Runs a write that may be run again after a {@link WaitingException}. */
  void until(Runnable write) {
    read(
        () -> {
          write.run();
          return true;
        });
  }

  /** Gives what a reading gives that may be run again after a {@link WaitingException}. */
  <T> T read(Supplier<T> reading) {
    boolean[] again = {false};
    return Failsafe.with(patience)
        .get(
            () -> {
              if (again[0]) {
                stopIfAsked.run();
              }
              again[0] = true;
              return reading.get();
            });
  }
}
