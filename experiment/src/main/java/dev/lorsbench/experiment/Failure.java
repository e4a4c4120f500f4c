package dev.lorsbench.experiment;

/**
 * Why a trial did not succeed. What failed (the trial's own doing) is told apart from what was
 * lost.
 */
public enum Failure {
  /** The configuration cannot be trained: not retried. */
  BAD_CONFIG(false),
  /** An image or an annotation is unusable: not retried. */
  BAD_DATA(false),
  /** A loss became NaN or infinite: not retried. */
  DIVERGED(false),
  /** Native or Java memory ran out: not retried with the same batch. */
  OUT_OF_MEMORY(false),
  /** A folder is full or cannot be written: retried, since space may return. */
  STORAGE(true),
  /** The worker process died or stalled: retried from the last checkpoint. */
  WORKER_LOST(true),
  /** Somebody asked for it to stop. */
  CANCELLED(false),
  /** A defect of lorsbench itself: not retried. */
  INTERNAL(false);

  private final boolean retryable;

  Failure(boolean retryable) {
    this.retryable = retryable;
  }

  /** Whether another attempt may succeed. */
  public boolean retryable() {
    return retryable;
  }
}
