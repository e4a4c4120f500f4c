package dev.lorsbench.db;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A connection of one's own, for work that holds a transaction longer than the pool's may. */
final class LedgerConnection {
  private LedgerConnection() {}

  /** Makes what holds the connection from then on. */
  interface Holder<T> {
    T of(DatabaseConfig config, Connection connection) throws SQLException;
  }

  /**
   * Connects; where the holder cannot be made, the connection is closed.
   *
   * @throws DatabaseException naming the address where nobody answers
   */
  static <T> T open(DatabaseConfig config, Holder<T> holder) {
    try {
      Connection connection =
          DriverManager.getConnection(config.url(), config.user(), config.password());
      try {
        return holder.of(config, connection);
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw Unreachable.because(config, e);
    }
  }

  /** Why a statement failed, naming the address. */
  static DatabaseException failed(DatabaseConfig config, SQLException e) {
    return new DatabaseException("PostgreSQL at " + config + ": " + Unreachable.innermost(e), e);
  }
}
