package dev.lorsbench.cli.embedded;

import dev.lorsbench.cli.CliException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A PostgreSQL server of the data directory's own: loopback only, a password of its own, a port
 * that was free. What it holds survives a kill of every process; where the server alone ends, it is
 * started again on the same port.
 */
final class Postgres implements AutoCloseable {
  private static final long PATIENCE = TimeUnit.MINUTES.toNanos(3);

  private final DataDirectory data;
  private final PostgresCluster cluster;
  private final int port = Ports.free();
  private final KeptProcess kept;

  private Postgres(DataDirectory data, PostgresCluster cluster, Consumer<String> report) {
    this.data = data;
    this.cluster = cluster;
    GuardedProcess first = launch();
    try {
      createDatabase(first);
    } catch (RuntimeException e) {
      first.close();
      throw e;
    }
    this.kept = new KeptProcess("PostgreSQL", first, this::launch, report);
  }

  /**
   * Starts it, creating the cluster and its database the first time.
   *
   * @param report gets one line where it has to be started again
   * @throws CliException with PostgreSQL's own last line where it does not come up
   */
  static Postgres start(DataDirectory data, Consumer<String> report) {
    return new Postgres(data, PostgresCluster.prepare(data), report);
  }

  private GuardedProcess launch() {
    try {
      StalePostmaster.clear(cluster.folder());
    } catch (IOException e) {
      throw new CliException("cannot read " + cluster.folder() + ": " + e.getMessage(), e);
    }
    List<String> line =
        cluster.command(
            "postgres",
            "-D",
            cluster.folder().toString(),
            "-p",
            String.valueOf(port),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories=",
            "-c",
            "max_connections=60",
            "-c",
            "shared_buffers=64MB");
    return GuardedProcess.start(data, "postgres", "INT", line, Map.of());
  }

  private void createDatabase(GuardedProcess process) {
    long deadline = System.nanoTime() + PATIENCE;
    while (true) {
      try (Connection c = connect("postgres");
          Statement s = c.createStatement()) {
        if (!exists(s)) {
          s.execute("CREATE DATABASE lorsbench");
        }
        return;
      } catch (SQLException e) {
        giveUpOrWait(process, e, deadline);
      }
    }
  }

  private Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        url(database), PostgresCluster.USER, PostgresCluster.password(data.root()));
  }

  private static boolean exists(Statement s) throws SQLException {
    try (ResultSet found =
        s.executeQuery("SELECT 1 FROM pg_database WHERE datname = 'lorsbench'")) {
      return found.next();
    }
  }

  private static void giveUpOrWait(GuardedProcess process, SQLException e, long deadline) {
    if (!process.alive()) {
      throw new CliException("PostgreSQL did not start: " + process.lastWords(), e);
    }
    if (System.nanoTime() > deadline) {
      throw new CliException(
          "PostgreSQL did not answer within three minutes: " + e.getMessage(), e);
    }
    try {
      Thread.sleep(30);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CliException("interrupted while PostgreSQL started", interrupted);
    }
  }

  /** JDBC URL of the ledger's database, without user and password. */
  String url() {
    return url("lorsbench");
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  Path folder() {
    return cluster.folder();
  }

  /** Stops it with all written data on disk. */
  @Override
  public void close() {
    kept.close();
  }
}
