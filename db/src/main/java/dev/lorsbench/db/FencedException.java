package dev.lorsbench.db;

/** A newer attempt at the trial began, or the trial ended: this one may write nothing more. */
public final class FencedException extends DatabaseException {
  private static final long serialVersionUID = 1L;

  FencedException(String message) {
    super(message);
  }

  FencedException(Attempt attempt) {
    this(
        "trial %s: attempt %d may not write, a newer one began or the trial ended"
            .formatted(attempt.trial(), attempt.fence()));
  }
}
