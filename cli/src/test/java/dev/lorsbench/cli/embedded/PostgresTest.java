package dev.lorsbench.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresTest {
  @TempDir Path temp;

  @Test
  void keepsWhatWasWrittenOverAStopAndOverAKill() throws Exception {
    try (DataDirectory data = DataDirectory.take(temp.resolve("data"))) {
      try (Postgres postgres = Postgres.start(data)) {
        execute(data, postgres, "CREATE TABLE t (x int); INSERT INTO t VALUES (1)");
      }
      assertThat(data.resolve("postgres").resolve("postmaster.pid")).doesNotExist();
      try (Postgres postgres = Postgres.start(data)) {
        execute(data, postgres, "INSERT INTO t VALUES (2)");
        kill(data);
      }
      try (Postgres postgres = Postgres.start(data)) {
        assertThat(sum(data, postgres)).isEqualTo(3);
      }
    }
  }

  @Test
  void aServerLeftRunningIsStoppedFirst() throws Exception {
    try (DataDirectory data = DataDirectory.take(temp.resolve("data"))) {
      Postgres left = Postgres.start(data);
      execute(data, left, "CREATE TABLE t (x int); INSERT INTO t VALUES (3)");
      ProcessHandle postmaster = ProcessHandle.of(postmaster(data)).orElseThrow();
      try (Postgres postgres = Postgres.start(data)) {
        assertThat(postmaster.isAlive()).isFalse();
        assertThat(sum(data, postgres)).isEqualTo(3);
      }
      left.close();
    }
  }

  @Test
  void aPidFileWhoseNumberAnotherProgramHasIsNoObstacle() throws Exception {
    try (DataDirectory data = DataDirectory.take(temp.resolve("data"))) {
      Postgres.start(data).close();
      Path file = data.resolve("postgres").resolve("postmaster.pid");
      Files.writeString(file, ProcessHandle.current().pid() + "\n");
      Postgres.start(data).close();
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

  private static int sum(DataDirectory data, Postgres postgres) throws Exception {
    try (Connection c = connect(data, postgres);
        Statement s = c.createStatement();
        ResultSet row = s.executeQuery("SELECT sum(x) FROM t")) {
      row.next();
      return row.getInt(1);
    }
  }

  private static Connection connect(DataDirectory data, Postgres postgres)
      throws SQLException, IOException {
    return DriverManager.getConnection(
        postgres.url(), Postgres.USER, Postgres.password(data.root()));
  }
}
