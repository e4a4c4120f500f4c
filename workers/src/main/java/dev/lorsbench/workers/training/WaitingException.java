package dev.lorsbench.workers.training;

import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.TrialException;

/**
 * Storage that cannot be used now, and can later without anything else being done again: a run
 * waits for it.
 */
public abstract class WaitingException extends TrialException {
  private static final long serialVersionUID = 1L;
  private final String phase;

  /**
   * A reason to wait.
   *
   * @param phase what a run that waits shows, in two words
   */
  protected WaitingException(String phase, String message, Throwable cause) {
    super(Failure.STORAGE, message, cause);
    this.phase = phase;
  }

  /** What a run that waits shows. */
  public final String phase() {
    return phase;
  }
}
