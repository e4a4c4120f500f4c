package dev.lorsbench.db;

/**
 * Where PostgreSQL is.
 *
 * @param url such as {@code jdbc:postgresql://127.0.0.1:5432/lorsbench}; its options are the
 *     driver's, {@code ?sslmode=verify-full&sslrootcert=FILE} for TLS
 * @param password never logged
 */
public record DatabaseConfig(String url, String user, String password) {
  /** The URL without passwords that may stand in it. */
  public String shownUrl() {
    return url.replaceAll("(?i)([?&](?:password|sslpassword)=)[^&]*", "$1***");
  }

  @Override
  public String toString() {
    return shownUrl() + " as " + user;
  }
}
