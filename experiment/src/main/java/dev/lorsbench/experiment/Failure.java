package dev.lorsbench.experiment;

import java.time.Duration;
import java.util.Optional;

/**
 * Why an attempt at a trial did not succeed, and what is done about it. What failed (the trial's
 * own doing) is told apart from what was lost (the worker's).
 */
public enum Failure {
  /** The configuration cannot be trained. */
  BAD_CONFIG("bad configuration", 1, null),
  /** An image or an annotation is unusable. */
  BAD_DATA("bad data", 1, null),
  /** A loss became NaN or infinite. */
  DIVERGED("diverged", 1, null),
  /** Native or Java memory ran out: once more with half the batch at once, where asked for. */
  OUT_OF_MEMORY("out of memory", 2, Duration.ofSeconds(1)),
  /** A folder cannot be written, or the ledger stays away: space and servers may return. */
  STORAGE("storage", 60, Duration.ofSeconds(10)),
  /** The worker was asked to end and gave the trial back: says nothing about the trial. */
  PREEMPTED("given back", Integer.MAX_VALUE, Duration.ofSeconds(1)),
  /** The worker process died, or was not heard of for half a minute. */
  WORKER_LOST("worker lost", 8, null),
  /** The worker process lives, and no step of it ends: a hung disk, driver or library. */
  STALLED("stalled", 3, Duration.ofSeconds(5)),
  /** Its sweep was paused, or goes on elsewhere: an attempt ends so, a trial never does. */
  PAUSED("paused", 1, null),
  /** Somebody asked for it to stop. */
  CANCELLED("cancelled", 1, null),
  /** A defect of lorsbench itself. */
  INTERNAL("defect", 1, null);

  private final String words;
  private final int attempts;
  private final Duration pause;

  Failure(String words, int attempts, Duration pause) {
    this.words = words;
    this.attempts = attempts;
    this.pause = pause;
  }

  /** What people read. */
  public String words() {
    return words;
  }

  /** Whether another attempt may succeed. */
  public boolean retryable() {
    return attempts > 1;
  }

  /** Whether the worker was lost or left, rather than the trial failed. */
  public boolean lost() {
    return this == PREEMPTED || this == WORKER_LOST || this == STALLED;
  }

  /**
   * What people read beside the state of a trial that ended so, or waits for another attempt; empty
   * where the state says it all.
   */
  public String beside(TrialState state) {
    return switch (state) {
      case FAILED -> lost() ? "lost: " + words : words;
      case QUEUED -> this == CANCELLED || this == PAUSED ? "" : words + ", to be tried again";
      case RUNNING, SUCCEEDED, CANCELLED -> "";
    };
  }

  /** So many attempts in a row that end this way without a new checkpoint end the trial. */
  public int attempts() {
    return attempts;
  }

  /** What lies between two attempts; empty where pauses grow from a second to a minute. */
  public Optional<Duration> pause() {
    return Optional.ofNullable(pause);
  }
}
