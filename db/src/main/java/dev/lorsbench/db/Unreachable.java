package dev.lorsbench.db;

import dev.lorsbench.experiment.Innermost;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLException;

/** Why a connection to PostgreSQL could not be made, as one line that says what to do. */
final class Unreachable {
  private Unreachable() {}

  static DatabaseException because(DatabaseConfig config, Throwable e) {
    String reason = innermost(e);
    return new DatabaseException(
        "PostgreSQL at " + config + " does not answer: " + reason + advice(e, reason), true, e);
  }

  private static String advice(Throwable e, String reason) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof SSLException || t instanceof GeneralSecurityException) {
        return "; check sslmode and sslrootcert in the database's URL";
      }
    }
    if (reason.contains("SSL") || reason.contains("no pg_hba.conf entry")) {
      return "; check sslmode in the database's URL: require, verify-ca, verify-full or disable";
    }
    return reason.contains("password") ? "; check LORS_DATABASE_USER and _PASSWORD" : "";
  }

  /** The innermost message, on one line. */
  static String innermost(Throwable e) {
    return Innermost.line(e, "no reason given");
  }
}
