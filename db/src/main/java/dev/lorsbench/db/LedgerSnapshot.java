package dev.lorsbench.db;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;

/**
 * The whole ledger as it was at one moment: one transaction that sees nothing later, however long
 * it is read and whatever is written meanwhile.
 */
public final class LedgerSnapshot implements AutoCloseable {
  private final DatabaseConfig config;
  private final Connection connection;
  private final Map<String, List<String>> tables;

  private LedgerSnapshot(DatabaseConfig config, Connection connection) throws SQLException {
    this.config = config;
    this.connection = connection;
    connection.setAutoCommit(false);
    connection.setReadOnly(true);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    this.tables = LedgerTables.of(connection);
  }

  /**
   * A checkpoint that the ledger points to.
   *
   * @param path of its manifest: a file or an {@code s3://} URI
   * @param bytes of its tensors
   */
  public record Kept(String trial, long step, String path, long bytes) {}

  /**
   * Takes the snapshot.
   *
   * @throws DatabaseException naming the address where nobody answers
   */
  public static LedgerSnapshot of(DatabaseConfig config) {
    return LedgerConnection.open(config, LedgerSnapshot::new);
  }

  /** The names of stored columns by table, in an order in which rows can be put back. */
  public Map<String, List<String>> tables() {
    return tables;
  }

  /** About how much there is to copy, without checkpoints. */
  public long bytes() {
    return query(
            "SELECT coalesce(sum(pg_table_size(c.oid)), 0) FROM pg_class c"
                + " JOIN pg_namespace n ON n.oid = c.relnamespace"
                + " WHERE n.nspname = current_schema() AND c.relkind = 'r'",
            row -> row.getLong(1))
        .get(0);
  }

  /** All checkpoints. */
  public List<Kept> checkpoints() {
    return query(
        "SELECT trial_id, step, path, bytes FROM checkpoints ORDER BY trial_id, step",
        row -> new Kept(row.getString(1), row.getLong(2), row.getString(3), row.getLong(4)));
  }

  /**
   * Writes a table's rows as COPY's text.
   *
   * @return how many
   */
  public long copy(String table, OutputStream to) throws IOException {
    String statement =
        "COPY %s (%s) TO STDOUT"
            .formatted(LedgerTables.quoted(table), LedgerTables.quoted(tables.get(table)));
    try {
      return connection.unwrap(PGConnection.class).getCopyAPI().copyOut(statement, to);
    } catch (SQLException e) {
      throw LedgerConnection.failed(config, e);
    }
  }

  /** Makes a value of a row. */
  private interface Mapping<T> {
    T of(ResultSet row) throws SQLException;
  }

  private <T> List<T> query(String text, Mapping<T> mapping) {
    List<T> all = new ArrayList<>();
    try (Statement s = connection.createStatement();
        ResultSet row = s.executeQuery(text)) {
      while (row.next()) {
        all.add(mapping.of(row));
      }
      return all;
    } catch (SQLException e) {
      throw LedgerConnection.failed(config, e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException gone) {
      return; // it only read
    }
  }
}
