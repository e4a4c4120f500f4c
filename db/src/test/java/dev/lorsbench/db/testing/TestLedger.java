package dev.lorsbench.db.testing;

import dev.lorsbench.db.Database;
import dev.lorsbench.db.DatabaseConfig;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL for tests: one server a JVM, started at first use, and an empty database
 * whenever one is asked for.
 *
 * <p>PostgreSQL refuses to run as root. The embedded server then runs its programs under {@code
 * unshare -U}, which makes root somebody else; where the kernel forbids that, tests must run as
 * another user.
 */
public final class TestLedger {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static EmbeddedPostgres postgres;

  private TestLedger() {}

  /** An empty database, schema up to date; the caller closes it. */
  public static Database fresh() {
    return Database.open(freshConfig());
  }

  /** Where an empty database is. */
  public static DatabaseConfig freshConfig() {
    String name = "ledger" + COUNT.incrementAndGet();
    EmbeddedPostgres server = server();
    try (Connection c = server.getPostgresDatabase().getConnection();
        Statement s = c.createStatement()) {
      s.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot create a database for a test", e);
    }
    return new DatabaseConfig(server.getJdbcUrl("postgres", name), "postgres", "");
  }

  private static synchronized EmbeddedPostgres server() {
    if (postgres == null) {
      try {
        // What a test wrote need not outlive the machine.
        postgres =
            EmbeddedPostgres.builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("max_connections", "200")
                .start();
      } catch (IOException e) {
        throw new UncheckedIOException("PostgreSQL for tests does not start", e);
      }
    }
    return postgres;
  }
}
