package dev.lorsbench.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.argument.Arguments;
import org.jdbi.v3.core.statement.StatementContext;
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
    this.jdbi.getConfig(Arguments.class).setUntypedNullArgument(Database::refuseUntypedNull);
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
          "the ledger's schema cannot be brought up to date: " + Unreachable.innermost(e), e);
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
    // and its caller should hear of it rather than hang. A client that went away without a word in
    // the
    // midst of a transaction gives its locks back before those who wait for them lose patience.
    // The socket's limit is for a server that went away so.
    hikari.addDataSourceProperty(
        "options", "-c statement_timeout=30s -c idle_in_transaction_session_timeout=15s");
    hikari.addDataSourceProperty("socketTimeout", "60");
    hikari.addDataSourceProperty("connectTimeout", "5");
    hikari.addDataSourceProperty("ApplicationName", "lorsbench");
    try {
      return new HikariDataSource(hikari);
    } catch (PoolInitializationException | IllegalArgumentException e) {
      throw Unreachable.because(config, e);
    }
  }

  /**
   * A null that is bound as an Object (or in an Optional) decides the type of its column for all
   * rows of a batch, and fails at the first row that has a value: it is refused at once.
   */
  private static void refuseUntypedNull(
      int place, PreparedStatement sql, StatementContext context) {
    throw new IllegalStateException("a null without a type is bound at place " + place);
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

  /**
   * What PostgreSQL or the way to it did.
   *
   * @throws IllegalStateException where neither had a part in it: a statement that was never sent
   *     is a defect of ours, whatever the library says of it
   */
  private DatabaseException failed(JdbiException e) {
    String state =
        sqlState(e)
            .orElseThrow(
                () -> new IllegalStateException("a statement to the ledger is wrongly made", e));
    if (state.startsWith(BadValueException.STATES)) {
      return new BadValueException(state, e);
    }
    if (lost(state)) {
      // What ended one connection ended the others, and the pool hands out those used within the
      // last half second unasked: without this, each of them would fail one more call.
      pool.getHikariPoolMXBean().softEvictConnections();
    }
    return new DatabaseException(
        "PostgreSQL at " + config.shownUrl() + ": " + Unreachable.innermost(e), mayPass(state), e);
  }

  private static Optional<String> sqlState(Throwable e) {
    Optional<String> state = Optional.empty();
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof SQLException sql && sql.getSQLState() != null) {
        return Optional.of(sql.getSQLState());
      }
      if (t instanceof SQLException) {
        state = Optional.of("08000"); // the pool waited for a connection in vain
      }
    }
    return state;
  }

  /** Connection lost (08), stopped or starting (57P), ended for its silence (25P03). */
  private static boolean lost(String state) {
    return state.startsWith("08") || state.startsWith("57P") || state.equals("25P03");
  }

  /**
   * A matter of time: what is lost, a disk that is full (53), a statement that took longer than its
   * limit (57014), and one that stood in another's way (40).
   */
  private static boolean mayPass(String state) {
    return lost(state) || state.startsWith("53") || state.startsWith("40") || state.equals("57014");
  }

  @Override
  public void close() {
    pool.close();
  }
}
