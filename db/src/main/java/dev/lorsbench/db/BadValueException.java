package dev.lorsbench.db;

/**
 * The ledger answers, but takes no such value: what was asked or given is wrong, and trying again
 * does not help. The message is one line.
 */
public final class BadValueException extends DatabaseException {
  private static final long serialVersionUID = 1L;

  /** PostgreSQL's class of errors in data (its manual, appendix A). */
  static final String STATES = "22";

  /** Made of the state that PostgreSQL gave, whose words name its own internals. */
  BadValueException(String state, Throwable cause) {
    super(line(state), cause);
  }

  private static String line(String state) {
    return switch (state) {
      case "22021", "22P05" ->
          "a text holds a character that the ledger cannot store, such as NUL (\\u0000); leave it"
              + " out";
      case "22001" -> "a text is longer than the ledger takes; shorten it";
      case "22003" -> "a number is out of the range that the ledger takes";
      default -> "a value has a form that the ledger does not take (PostgreSQL's " + state + ")";
    };
  }
}
