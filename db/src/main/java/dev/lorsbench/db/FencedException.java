package dev.lorsbench.db;

/** A newer attempt at the trial began, so this one may write nothing more. */
public final class FencedException extends DatabaseException {
  private static final long serialVersionUID = 1L;

  /** The attempt that was refused. */
  public FencedException(Attempt attempt) {
    super(
        "trial %s: attempt %d may not write, a newer one began"
            .formatted(attempt.trial(), attempt.fence()));
  }
}
