package dev.lorsbench.db;

/** The ledger cannot be read or written. The message is one line. */
public class DatabaseException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final boolean mayPass;

  /** A one-line message. */
  public DatabaseException(String message) {
    super(message);
    this.mayPass = false;
  }

  /** A one-line message and what lies behind it, for the log. */
  public DatabaseException(String message, Throwable cause) {
    this(message, false, cause);
  }

  DatabaseException(String message, boolean mayPass, Throwable cause) {
    super(message, cause);
    this.mayPass = mayPass;
  }

  /**
   * Whether PostgreSQL was away, full or busy, so that the same call may succeed later. A write
   * that failed so was done or not; every write of the stores can be repeated.
   */
  public boolean mayPass() {
    return mayPass;
  }
}
