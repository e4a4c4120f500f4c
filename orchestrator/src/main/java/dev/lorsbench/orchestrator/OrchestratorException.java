package dev.lorsbench.orchestrator;

/** Temporal does not answer or something that was asked for cannot be done. One line. */
public final class OrchestratorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A one-line message. */
  public OrchestratorException(String message) {
    super(message);
  }

  /** A one-line message and what lies behind it, for the log. */
  public OrchestratorException(String message, Throwable cause) {
    super(message, cause);
  }
}
