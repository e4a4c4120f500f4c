package dev.lorsbench.orchestrator.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInfo;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * When an activity was begun, again and again, as the server counts its timeouts: by its own clock,
 * which skips to what happens next, before the activity's first line.
 */
public final class Moments {
  // The skipped time is exact; what a busy machine adds to it is not.
  private static final int BUSY_SECONDS = 25;

  private final List<Long> at = new CopyOnWriteArrayList<>();

  /** The activity that calls this was begun. */
  public void mark() {
    ActivityInfo activity = Activity.getExecutionContext().getInfo();
    // No server begins a local one.
    at.add(activity.isLocal() ? activity.getScheduledTimestamp() : activity.getStartedTimestamp());
  }

  /** How often it began. */
  public int count() {
    return at.size();
  }

  /** Holds what lies between the beginnings of that index, from 0, and the next against a pause. */
  public void assertPause(int one, Duration pause) {
    Duration between = Duration.ofMillis(at.get(one + 1) - at.get(one));
    assertThat(between)
        .as("between %d and %d", one, one + 1)
        .isBetween(pause, pause.plusSeconds(BUSY_SECONDS));
  }

  /** Holds every pause, in seconds, against those expected. */
  public void assertPauses(int... seconds) {
    assertThat(count()).isEqualTo(seconds.length + 1);
    for (int i = 0; i < seconds.length; i++) {
      assertPause(i, Duration.ofSeconds(seconds[i]));
    }
  }
}
