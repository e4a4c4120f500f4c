package dev.lorsbench.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class PostgresTest {
  private static final String TABLE = "DROP TABLE IF EXISTS t; CREATE TABLE t (x int); ";

  @TempDir static Path root;

  private static DataDirectory take() {
    return DataDirectory.take(root);
  }

  @Test
  void keepsWhatWasWrittenOverAStop() throws Exception {
    try (DataDirectory data = take()) {
      try (Postgres postgres = Postgres.start(data, line -> {})) {
        execute(data, postgres, TABLE + "INSERT INTO t VALUES (1)");
      }
      assertThat(data.resolve("postgres").resolve("postmaster.pid")).doesNotExist();
      try (Postgres postgres = Postgres.start(data, line -> {})) {
        execute(data, postgres, "INSERT INTO t VALUES (2)");
      }
      try (Postgres postgres = Postgres.start(data, line -> {})) {
        assertThat(sum(data, postgres)).isEqualTo(3);
      }
    }
  }

  @Test
  void aKilledServerComesBackOnTheSamePortWithItsData() throws Exception {
    BlockingQueue<String> reports = new LinkedBlockingQueue<>();
    try (DataDirectory data = take();
        Postgres postgres = Postgres.start(data, reports::add)) {
      execute(data, postgres, TABLE + "INSERT INTO t VALUES (3)");
      kill(data);
      assertThat(reports.take()).startsWith("PostgreSQL ended (").endsWith("starting it again");
      assertThat(sumOnceBack(data, postgres)).isEqualTo(3);
    }
  }

  @Test
  void aServerLeftRunningIsStoppedFirst() throws Exception {
    try (DataDirectory data = take()) {
      PostgresCluster cluster = PostgresCluster.prepare(data);
      Process left =
          new ProcessBuilder(
                  cluster.command(
                      "postgres",
                      "-D",
                      cluster.folder().toString(),
                      "-p",
                      String.valueOf(Ports.free()),
                      "-c",
                      "listen_addresses=127.0.0.1",
                      "-c",
                      "unix_socket_directories="))
              .redirectErrorStream(true)
              .start();
      try (BufferedReader lines = left.inputReader()) {
        assertThat(lines.lines().anyMatch(l -> l.contains("ready to accept connections"))).isTrue();
        try (Postgres postgres = Postgres.start(data, line -> {})) {
          assertThat(left.isAlive()).isFalse();
          execute(data, postgres, "SELECT 1");
        }
      }
    }
  }

  @Test
  void aPidFileWhoseNumberAnotherProgramHasIsNoObstacle() throws Exception {
    try (DataDirectory data = take()) {
      Postgres.start(data, line -> {}).close();
      Path file = data.resolve("postgres").resolve("postmaster.pid");
      Files.writeString(file, ProcessHandle.current().pid() + "\n");
      Postgres.start(data, line -> {}).close();
    }
  }

  private static void kill(DataDirectory data) throws IOException {
    ProcessHandle postmaster = ProcessHandle.of(postmaster(data)).orElseThrow();
    postmaster.destroyForcibly();
    postmaster.onExit().join();
  }

  private static long postmaster(DataDirectory data) throws IOException {
    Path file = data.resolve("postgres").resolve("postmaster.pid");
    return Long.parseLong(Files.readAllLines(file).get(0).strip());
  }

  private static void execute(DataDirectory data, Postgres postgres, String sql) throws Exception {
    try (Connection c = connect(data, postgres);
        Statement s = c.createStatement()) {
      s.execute(sql);
    }
  }

  private static int sumOnceBack(DataDirectory data, Postgres postgres) throws Exception {
    while (true) {
      try {
        return sum(data, postgres);
      } catch (SQLException notYet) {
        Thread.onSpinWait();
      }
    }
  }

  private static int sum(DataDirectory data, Postgres postgres) throws Exception {
    try (Connection c = connect(data, postgres);
        Statement s = c.createStatement();
        ResultSet row = s.executeQuery("SELECT sum(x) FROM t")) {
      row.next();
      return row.getInt(1);
    }
  }

  private static Connection connect(DataDirectory data, Postgres postgres) throws SQLException {
    return DriverManager.getConnection(
        postgres.url(), PostgresCluster.USER, PostgresCluster.password(data.root()));
  }
}
