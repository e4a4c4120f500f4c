package dev.lorsbench.workers.activities;

import dev.lorsbench.db.DatabaseException;
import dev.lorsbench.db.FencedException;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.TrialException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Writes to the ledger through its short absences: tries again with growing pauses, up to a limit.
 * A fence is final.
 */
public final class LedgerPatience {
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 2_000;

  private final Duration limit;
  private final CountDownLatch giveUp = new CountDownLatch(1);

  /** Patience of that length for each write. */
  public LedgerPatience(Duration limit) {
    this.limit = limit;
  }

  /** From now on nothing is waited for. */
  void giveUp() {
    giveUp.countDown();
  }

  /**
   * Writes.
   *
   * @throws TrialException STORAGE where the ledger stays away, WORKER_LOST where a newer attempt
   *     began
   */
  void write(Runnable statement) {
    long until = System.nanoTime() + limit.toNanos();
    long pause = FIRST_PAUSE_MILLIS;
    while (true) {
      try {
        statement.run();
        return;
      } catch (FencedException e) {
        throw new TrialException(Failure.WORKER_LOST, e.getMessage(), e);
      } catch (DatabaseException e) {
        if (System.nanoTime() > until || pausedOrStopped(pause)) {
          throw new TrialException(Failure.STORAGE, e.getMessage(), e);
        }
        pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
      }
    }
  }

  private boolean pausedOrStopped(long millis) {
    try {
      return giveUp.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
