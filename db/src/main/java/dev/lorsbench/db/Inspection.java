package dev.lorsbench.db;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;

/**
 * What a ledger says of itself to somebody who only looks: nothing is migrated.
 *
 * @param server PostgreSQL's version, such as {@code 17.5}
 * @param schema the newest migration that was applied; empty where there is none
 * @param newest the newest migration that this program knows
 * @param clock the server's
 */
public record Inspection(String server, String schema, String newest, Instant clock) {
  private static final String PATIENCE_SECONDS = "5";

  /**
   * Looks once.
   *
   * @throws DatabaseException naming the address where nobody answers or the user is refused
   */
  public static Inspection of(DatabaseConfig config) {
    Properties properties = new Properties();
    properties.setProperty("user", config.user());
    properties.setProperty("password", config.password());
    properties.setProperty("connectTimeout", PATIENCE_SECONDS);
    properties.setProperty("socketTimeout", PATIENCE_SECONDS);
    try (Connection connection = DriverManager.getConnection(config.url(), properties);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT current_setting('server_version'), clock_timestamp()")) {
      row.next();
      String server = row.getString(1).replaceFirst(" .*$", "");
      Instant clock = row.getTimestamp(2).toInstant();
      MigrationInfoService migrations = migrations(config);
      return new Inspection(server, version(migrations.current()), newest(migrations.all()), clock);
    } catch (SQLException e) {
      throw Unreachable.because(config, e);
    }
  }

  private static MigrationInfoService migrations(DatabaseConfig config) {
    return Flyway.configure()
        .dataSource(config.url(), config.user(), config.password())
        .locations(Database.MIGRATIONS)
        .load()
        .info();
  }

  private static String newest(MigrationInfo[] all) {
    return version(all.length == 0 ? null : all[all.length - 1]);
  }

  private static String version(MigrationInfo migration) {
    return migration == null ? "" : migration.getVersion().getVersion();
  }
}
