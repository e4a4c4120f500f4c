package dev.lorsbench.workers.activities;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.TimeoutFailure;
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
  private volatile StallWatch watch;
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
    StallWatch watching = watch;
    if (watching != null) {
      watching.look();
    }
    try {
      context.heartbeat(step);
    } catch (ActivityCompletionException e) {
      ended = e;
      onStop.run();
    }
  }

  /** Looks at every beat whether the run gets on. */
  void watch(StallWatch stalls) {
    watch = stalls;
  }

  /** The run got on, to the step that the next beat carries. */
  void at(long now) {
    step = now;
    StallWatch watching = watch;
    if (watching != null) {
      watching.moved();
    }
  }

  /** The step that it carries. */
  long step() {
    return step;
  }

  /** Whether Temporal no longer wants the attempt. */
  boolean stopped() {
    return ended != null;
  }

  /** Whether that is because somebody cancelled it. */
  boolean cancelled() {
    return ended instanceof ActivityCanceledException && !lost();
  }

  /** What Temporal said, null where it said nothing. */
  ActivityCompletionException reason() {
    return lost() ? null : ended;
  }

  /**
   * Whether Temporal cannot have heard of the attempt for so long that it gives it to another
   * worker. The SDK knows by itself, and tells of it as of a cancellation.
   */
  private boolean lost() {
    return ended != null && ended.getCause() instanceof TimeoutFailure;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
