package dev.lorsbench.db;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;

/** Puts rows into a ledger, all or none: nothing is seen of it before {@link #commit}. */
public final class LedgerRestore implements AutoCloseable {
  private final DatabaseConfig config;
  private final Connection connection;
  private final Map<String, List<String>> tables;

  private LedgerRestore(DatabaseConfig config, Connection connection) throws SQLException {
    this.config = config;
    this.connection = connection;
    connection.setAutoCommit(false);
    this.tables = LedgerTables.of(connection);
    run("LOCK TABLE " + LedgerTables.quoted(List.copyOf(tables.keySet())) + " IN EXCLUSIVE MODE");
  }

  /**
   * Holds the ledger's tables, whose schema must be there.
   *
   * @throws DatabaseException naming the address where nobody answers
   */
  public static LedgerRestore into(DatabaseConfig config) {
    return LedgerConnection.open(config, LedgerRestore::new);
  }

  /** The names of stored columns by table, in an order in which rows can be put back. */
  public Map<String, List<String>> tables() {
    return tables;
  }

  /** Whether no table has a row. */
  public boolean empty() {
    return tables.keySet().stream()
        .noneMatch(t -> ask("SELECT EXISTS (SELECT FROM " + LedgerTables.quoted(t) + ")"));
  }

  /** Removes every row. */
  public void clear() {
    execute("TRUNCATE " + LedgerTables.quoted(List.copyOf(tables.keySet())));
  }

  /**
   * Reads a table's rows as COPY's text.
   *
   * @return how many
   */
  public long copy(String table, List<String> columns, InputStream from) throws IOException {
    String statement =
        "COPY %s (%s) FROM STDIN"
            .formatted(LedgerTables.quoted(table), LedgerTables.quoted(columns));
    try {
      return connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement, from);
    } catch (SQLException e) {
      throw LedgerConnection.failed(config, e);
    }
  }

  /** Whether there is a row of a checkpoint whose tensors' file has this many bytes. */
  public boolean holds(String trial, long step, long bytes) {
    String text = "SELECT count(*) FROM checkpoints WHERE trial_id = ? AND step = ? AND bytes = ?";
    try (PreparedStatement s = connection.prepareStatement(text)) {
      s.setString(1, trial);
      s.setLong(2, step);
      s.setLong(3, bytes);
      try (ResultSet row = s.executeQuery()) {
        return row.next() && row.getLong(1) > 0;
      }
    } catch (SQLException e) {
      throw LedgerConnection.failed(config, e);
    }
  }

  /** Points to a checkpoint where it is now. */
  public void moved(String trial, long step, String path) {
    update("UPDATE checkpoints SET path = ? WHERE trial_id = ? AND step = ?", path, trial, step);
  }

  /** Points no longer to a checkpoint that is nowhere. */
  public void lost(String trial, long step) {
    update("DELETE FROM checkpoints WHERE trial_id = ? AND step = ?", trial, step);
  }

  private void update(String text, Object... values) {
    try (PreparedStatement s = connection.prepareStatement(text)) {
      for (int i = 0; i < values.length; i++) {
        s.setObject(i + 1, values[i]);
      }
      s.executeUpdate();
    } catch (SQLException e) {
      throw LedgerConnection.failed(config, e);
    }
  }

  /** Makes all of it seen; numbers that the ledger gives go on behind those that were put in. */
  public void commit() {
    try {
      for (Map.Entry<String, List<String>> table : tables.entrySet()) {
        for (String column : table.getValue()) {
          continueNumbers(table.getKey(), column);
        }
      }
      connection.commit();
    } catch (SQLException e) {
      throw LedgerConnection.failed(config, e);
    }
  }

  private void continueNumbers(String table, String column) throws SQLException {
    String name = LedgerTables.quoted(table);
    String sequence = "pg_get_serial_sequence('%s', '%s')".formatted(name, column);
    if (ask("SELECT " + sequence + " IS NOT NULL")) {
      run(
          "SELECT setval(%s, coalesce(max(%s), 0) + 1, false) FROM %s"
              .formatted(sequence, LedgerTables.quoted(column), name));
    }
  }

  private boolean ask(String question) {
    try (Statement s = connection.createStatement();
        ResultSet row = s.executeQuery(question)) {
      return row.next() && row.getBoolean(1);
    } catch (SQLException e) {
      throw LedgerConnection.failed(config, e);
    }
  }

  private void execute(String statement) {
    try {
      run(statement);
    } catch (SQLException e) {
      throw LedgerConnection.failed(config, e);
    }
  }

  private void run(String statement) throws SQLException {
    try (Statement s = connection.createStatement()) {
      s.execute(statement);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException gone) {
      return; // what was not committed is not there
    }
  }
}
