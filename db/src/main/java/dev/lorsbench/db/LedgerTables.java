package dev.lorsbench.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The ledger's tables as they are in a database: which columns are stored, and who refers to whom.
 * Whoever adds a migration need not think of backups.
 */
final class LedgerTables {
  // Workers and orchestrators are who is alive now, and the migrations are the schema's own.
  private static final String OURS =
      "n.nspname = current_schema() AND c.relkind = 'r' AND c.relname NOT IN ('workers',"
          + " 'orchestrators', 'flyway_schema_history')";

  private LedgerTables() {}

  /** The names of stored columns by table; a table stands behind those that it refers to. */
  static Map<String, List<String>> of(Connection connection) throws SQLException {
    Map<String, List<String>> columns = columns(connection);
    Map<String, List<String>> parents = parents(connection);
    Map<String, List<String>> sorted = new LinkedHashMap<>();
    while (sorted.size() < columns.size()) {
      int before = sorted.size();
      for (Map.Entry<String, List<String>> table : columns.entrySet()) {
        if (sorted.keySet().containsAll(parents.getOrDefault(table.getKey(), List.of()))) {
          sorted.putIfAbsent(table.getKey(), table.getValue());
        }
      }
      if (sorted.size() == before) {
        throw new DatabaseException("the ledger's tables refer to each other in a circle");
      }
    }
    return sorted;
  }

  private static Map<String, List<String>> columns(Connection connection) throws SQLException {
    return pairs(
        connection,
        """
        SELECT c.relname, a.attname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND %s
        ORDER BY c.relname, a.attnum
        """
            .formatted(OURS));
  }

  private static Map<String, List<String>> parents(Connection connection) throws SQLException {
    return pairs(
        connection,
        """
        SELECT c.relname, p.relname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
        JOIN pg_class p ON p.oid = k.confrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE k.contype = 'f' AND c.oid <> p.oid AND %s
        """
            .formatted(OURS));
  }

  private static Map<String, List<String>> pairs(Connection connection, String query)
      throws SQLException {
    Map<String, List<String>> all = new LinkedHashMap<>();
    try (Statement s = connection.createStatement();
        ResultSet row = s.executeQuery(query)) {
      while (row.next()) {
        all.computeIfAbsent(row.getString(1), t -> new ArrayList<>()).add(row.getString(2));
      }
    }
    return all;
  }

  /** A name as it stands in a statement. */
  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** Names as they stand in a statement. */
  static String quoted(List<String> names) {
    return String.join(", ", names.stream().map(LedgerTables::quoted).toList());
  }
}
