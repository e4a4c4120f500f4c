package dev.lorsbench.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.sql.SQLException;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.postgres.PostgresPlugin;

/** A pool of connections to the ledger, its schema brought up to date. */
public final class Database implements AutoCloseable {
  static final String MIGRATIONS = "classpath:dev/lorsbench/db/migration";

  private static final int CONNECTIONS = 8;
  private static final int CONNECT_MILLIS = 10_000;

  private final DatabaseConfig config;
  private final HikariDataSource pool;
  private final Jdbi jdbi;

  private Database(DatabaseConfig config, HikariDataSource pool) {
    this.config = config;
    this.pool = pool;
    this.jdbi = Jdbi.create(pool).installPlugin(new PostgresPlugin());
  }

  /**
   * Connects and migrates.
   *
   * @throws DatabaseException naming the address where nobody answers, or the migration that failed
   */
  public static Database open(DatabaseConfig config) {
    HikariDataSource pool = connect(config);
    try {
      Flyway.configure().dataSource(pool).locations(MIGRATIONS).load().migrate();
    } catch (FlywayException e) {
      pool.close();
      throw new DatabaseException(
          "the ledger's schema cannot be brought up to date: " + line(e), e);
    }
    return new Database(config, pool);
  }

  private static HikariDataSource connect(DatabaseConfig config) {
    HikariConfig hikari = new HikariConfig();
    hikari.setPoolName("ledger");
    hikari.setJdbcUrl(config.url());
    hikari.setUsername(config.user());
    hikari.setPassword(config.password());
    hikari.setMaximumPoolSize(CONNECTIONS);
    hikari.setMinimumIdle(1);
    hikari.setConnectionTimeout(CONNECT_MILLIS);
    // A page or a metric write takes milliseconds; a statement that takes this long holds a lock,
    // and its caller should hear of it rather than hang. The socket's limit is for a server that
    // went away without a word.
    hikari.addDataSourceProperty("options", "-c statement_timeout=30s");
    hikari.addDataSourceProperty("socketTimeout", "60");
    hikari.addDataSourceProperty("connectTimeout", "5");
    hikari.addDataSourceProperty("ApplicationName", "lorsbench");
    try {
      return new HikariDataSource(hikari);
    } catch (PoolInitializationException | IllegalArgumentException e) {
      throw new DatabaseException(
          "PostgreSQL at " + config + " does not answer: " + line(e), true, e);
    }
  }

  /** Where it is connected to. */
  public DatabaseConfig config() {
    return config;
  }

  /**
   * Runs statements on one connection.
   *
   * @throws DatabaseException where PostgreSQL is gone or refuses
   */
  <T> T with(Function<Handle, T> work) {
    try {
      return jdbi.withHandle(work::apply);
    } catch (JdbiException e) {
      throw failed(e);
    }
  }

  /** Runs statements in one transaction, all or none. */
  <T> T inTransaction(Function<Handle, T> work) {
    try {
      return jdbi.inTransaction(work::apply);
    } catch (JdbiException e) {
      throw failed(e);
    }
  }

  /** Whether PostgreSQL answers now. */
  public boolean answers() {
    try {
      return with(h -> h.createQuery("SELECT 1").mapTo(int.class).one()) == 1;
    } catch (DatabaseException gone) {
      return false;
    }
  }

  private DatabaseException failed(JdbiException e) {
    return new DatabaseException(
        "PostgreSQL at " + config.url() + ": " + line(e), mayPass(sqlState(e)), e);
  }

  private static String sqlState(Throwable e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof SQLException sql && sql.getSQLState() != null) {
        return sql.getSQLState();
      }
    }
    return "08000"; // the pool waited for a connection in vain
  }

  /** Connection lost (08), stopped or starting (57P), disk full (53): a matter of time. */
  private static boolean mayPass(String state) {
    return state.startsWith("08") || state.startsWith("57P") || state.startsWith("53");
  }

  /** The innermost message, on one line. */
  private static String line(Throwable e) {
    Throwable inner = e;
    while (inner.getCause() != null) {
      inner = inner.getCause();
    }
    return String.valueOf(inner.getMessage()).lines().findFirst().orElse("no reason given");
  }

  @Override
  public void close() {
    pool.close();
  }
}
