package dev.lorsbench.dashboard;

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

/** A dashboard on real parts: PostgreSQL, Temporal's in-JVM server, HTTP on a free port. */
final class Ledger implements AutoCloseable {
  private final EmbeddedPostgres postgres;
  private final TestWorkflowEnvironment temporal;
  private final Database database;
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
    Control control = new Control(temporal.getWorkflowClient(), database, TaskQueues.CONTROL);
    dashboard = Dashboard.start(database, control, Dashboard.LOOPBACK, 0, Duration.ofMillis(100));
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

  Dashboard dashboard() {
    return dashboard;
  }

  Database database() {
    return database;
  }

  Seeds seeds() {
    return seeds;
  }

  /** The address of a page, as {@code sweeps/x}. */
  String url(String path) {
    return dashboard.url() + path;
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
