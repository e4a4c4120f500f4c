package dev.lorsbench.workers.activities;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityCompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Tells Temporal every second that the attempt lives and at which step it is, however long a step
 * takes; hears whether it is to stop.
 */
final class Heartbeat implements AutoCloseable {
  private static final long SECONDS = 1;

  private final ActivityExecutionContext context;
  private final Runnable onStop;
  private final ScheduledExecutorService thread;
  private volatile long step;
  private volatile ActivityCompletionException ended;

  /**
   * Starts beating.
   *
   * @param onStop runs once when Temporal no longer wants the attempt
   */
  Heartbeat(ActivityExecutionContext context, Runnable onStop) {
    this.context = context;
    this.onStop = onStop;
    this.thread =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread t = new Thread(task, "heartbeat");
              t.setDaemon(true);
              return t;
            });
    thread.scheduleAtFixedRate(this::beat, 0, SECONDS, TimeUnit.SECONDS);
  }

  private void beat() {
    if (ended != null) {
      return;
    }
    try {
      context.heartbeat(step);
    } catch (ActivityCompletionException e) {
      ended = e;
      onStop.run();
    }
  }

  /** The step that the next beat carries. */
  void at(long now) {
    step = now;
  }

  /** Whether Temporal no longer wants the attempt. */
  boolean stopped() {
    return ended != null;
  }

  /** Whether that is because somebody cancelled it. */
  boolean cancelled() {
    return ended instanceof ActivityCanceledException;
  }

  /** What Temporal said, null while it wants the attempt. */
  ActivityCompletionException reason() {
    return ended;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
