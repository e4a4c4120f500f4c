package dev.lorsbench.db;

/** The ledger cannot be read or written. The message is one line. */
public class DatabaseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A one-line message. */
  public DatabaseException(String message) {
    super(message);
  }

  /** A one-line message and what lies behind it, for the log. */
  public DatabaseException(String message, Throwable cause) {
    super(message, cause);
  }
}
