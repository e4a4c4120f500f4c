package dev.lorsbench.db;

/**
 * Where PostgreSQL is.
 *
 * @param url such as {@code jdbc:postgresql://127.0.0.1:5432/lorsbench}
 * @param password never logged
 */
public record DatabaseConfig(String url, String user, String password) {
  @Override
  public String toString() {
    return url + " as " + user;
  }
}
