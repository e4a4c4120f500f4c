package dev.lorsbench.workers.activities;

import java.time.Duration;

/**
 * Notices that a run gets nowhere though its process lives: no step, batch or wait of it has ended
 * for so long that a disk, driver or library must hang.
 */
final class StallWatch {
  private final Duration limit;
  private final Runnable stalled;
  private volatile long moved = System.nanoTime();
  private boolean told;

  /**
   * Watches from now on.
   *
   * @param limit longer than any step of a run that gets on
   * @param stalled runs once, in the thread that looks
   */
  StallWatch(Duration limit, Runnable stalled) {
    this.limit = limit;
    this.stalled = stalled;
  }

  /** The run got on. */
  void moved() {
    moved = System.nanoTime();
  }

  /** Looks; called by one thread, every second or so. */
  void look() {
    if (!told && System.nanoTime() - moved > limit.toNanos()) {
      told = true;
      stalled.run();
    }
  }
}
