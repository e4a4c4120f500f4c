package dev.lorsbench.experiment;

/** Ends an attempt with a named reason. The message is one line that a user can act on. */
public class TrialException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final Failure failure;

  /** A failure with its one-line message. */
  public TrialException(Failure failure, String message) {
    super(message);
    this.failure = failure;
  }

  /** A failure with its one-line message and the exception behind it, for the log. */
  public TrialException(Failure failure, String message, Throwable cause) {
    super(message, cause);
    this.failure = failure;
  }

  /** The reason's class, which decides whether the attempt is repeated. */
  public final Failure failure() {
    return failure;
  }
}
