package dev.lorsbench.cli.embedded;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A guarded process that is started again, under the same address, whenever it ends by itself. */
final class KeptProcess implements AutoCloseable {
  private static final long LIVED_NANOS = 30_000_000_000L;
  private static final long LONGEST_PAUSE_MILLIS = 15_000;

  private final String name;
  private final Supplier<GuardedProcess> starter;
  private final Consumer<String> report;
  private final Thread watch = new Thread(this::keep);
  private GuardedProcess current;
  private boolean closing;

  /**
   * Takes a process that runs.
   *
   * @param starter starts its successor
   * @param report gets one line whenever it has to
   */
  KeptProcess(
      String name,
      GuardedProcess first,
      Supplier<GuardedProcess> starter,
      Consumer<String> report) {
    this.name = name;
    this.current = first;
    this.starter = starter;
    this.report = report;
    watch.setDaemon(true);
    watch.setName("keep-" + name);
    watch.start();
  }

  private void keep() {
    long pause = 0;
    try {
      while (true) {
        long began = System.nanoTime();
        GuardedProcess now = current();
        now.waitForExit();
        boolean lived = System.nanoTime() - began > LIVED_NANOS;
        pause = lived ? 0 : Math.min(LONGEST_PAUSE_MILLIS, pause * 2 + 250);
        if (!restart(now, pause)) {
          return;
        }
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean restart(GuardedProcess ended, long pause)
      throws InterruptedException {
    if (closing) {
      return false;
    }
    report.accept(name + " ended (" + ended.lastWords() + "); starting it again");
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pause);
    for (long left = pause; left > 0 && !closing; left = millisTo(until)) {
      wait(left);
    }
    if (!closing) {
      current = starter.get();
    }
    return !closing;
  }

  private static long millisTo(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos - System.nanoTime());
  }

  private synchronized GuardedProcess current() {
    return current;
  }

  /** Stops the process for good. */
  @Override
  public void close() {
    synchronized (this) {
      closing = true;
      notifyAll();
    }
    current().close();
    watch.interrupt();
  }
}
