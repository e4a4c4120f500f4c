package dev.lorsbench.dashboard;

import dev.lorsbench.dashboard.access.AccessKey;
import dev.lorsbench.dashboard.access.Limits;
import dev.lorsbench.db.Database;
import dev.lorsbench.db.DatabaseConfig;
import dev.lorsbench.orchestrator.Control;
import dev.lorsbench.orchestrator.TaskQueues;
import io.temporal.testing.TestWorkflowEnvironment;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A dashboard on real parts: PostgreSQL, Temporal's in-JVM server, HTTP on a free port. */
final class Ledger implements AutoCloseable {
  static final String KEY = "0123456789abcdef-for-tests";

  static final Limits QUICK =
      new Limits(
          Duration.ofMillis(100),
          200,
          1 << 20,
          Limits.STANDARD.head(),
          Limits.STANDARD.body(),
          Limits.STANDARD.answer());

  private final EmbeddedPostgres postgres;
  private final TestWorkflowEnvironment temporal;
  private final Database database;
  private final Control control;
  private final Dashboard dashboard;
  private final Seeds seeds;

  Ledger() {
    try {
      postgres = EmbeddedPostgres.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    temporal = TestWorkflowEnvironment.newInstance();
    String url = postgres.getJdbcUrl("postgres", "postgres");
    database = Database.open(new DatabaseConfig(url, "postgres", ""));
    control = new Control(temporal.getWorkflowClient(), database, TaskQueues.CONTROL);
    dashboard = start(options());
    seeds = new Seeds(database);
    keepSeededWorkersAlive();
  }

  /** No process beats for a seeded attempt, and a browser's test may take longer than one lives. */
  private void keepSeededWorkersAlive() {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE FUNCTION keep_alive() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN NEW.seen_at := now() + interval '1 day'; RETURN NEW; END $$;
          CREATE TRIGGER keep_alive BEFORE INSERT OR UPDATE ON attempts FOR EACH ROW
            WHEN (NEW.seen_at > now() - interval '1 minute') EXECUTE FUNCTION keep_alive();
          """);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot keep seeded workers alive", e);
    }
  }

  /** On loopback at a free port, for who has {@link #KEY}. */
  static DashboardOptions options() {
    return options(DashboardOptions.LOOPBACK, List.of(), QUICK);
  }

  static DashboardOptions options(String host, List<String> allowed, Limits limits) {
    AccessKey key = new AccessKey(KEY, "the test's key");
    return new DashboardOptions(host, 0, allowed, Optional.of(key), limits);
  }

  /** One more dashboard on this ledger; the caller closes it. */
  Dashboard start(DashboardOptions options) {
    return Dashboard.start(database, control, options);
  }

  Dashboard dashboard() {
    return dashboard;
  }

  Database database() {
    return database;
  }

  Seeds seeds() {
    return seeds;
  }

  /** The address of a page, as {@code sweeps/x}, with the key. */
  String url(String path) {
    return options().key().orElseThrow().address(dashboard.url() + path);
  }

  /** Changes rows behind the stores' back. */
  void execute(String sql, String value) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, value);
      statement.executeUpdate();
    }
  }

  @Override
  public void close() {
    dashboard.close();
    database.close();
    temporal.close();
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
