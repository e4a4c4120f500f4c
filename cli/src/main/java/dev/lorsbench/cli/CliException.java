package dev.lorsbench.cli;

/** Ends a command with one line for the user and an exit code. */
public final class CliException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Exit code of a command that did what it could and failed. */
  public static final int FAILED = 1;

  /** Exit code of a wrong command line or configuration. */
  public static final int USAGE = 2;

  /** Exit code after Ctrl-C. */
  public static final int INTERRUPTED = 130;

  private final int exitCode;

  /** A failure, exit code 1. */
  public CliException(String oneLine) {
    this(FAILED, oneLine, null);
  }

  /** A failure with the exception behind it, exit code 1. */
  public CliException(String oneLine, Throwable cause) {
    this(FAILED, oneLine, cause);
  }

  private CliException(int exitCode, String oneLine, Throwable cause) {
    super(oneLine, cause);
    this.exitCode = exitCode;
  }

  /** Wrong usage, exit code 2. */
  public static CliException usage(String oneLine) {
    return new CliException(USAGE, oneLine, null);
  }

  /** The process's exit code. */
  public int exitCode() {
    return exitCode;
  }
}
