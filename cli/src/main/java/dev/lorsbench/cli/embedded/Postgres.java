package dev.lorsbench.cli.embedded;

import dev.lorsbench.cli.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL server of the data directory's own: loopback only, a password of its own, a port
 * that was free. What it holds survives a kill of every process.
 */
final class Postgres implements AutoCloseable {
  static final String USER = "lorsbench";
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

  private final GuardedProcess process;
  private final String url;

  private Postgres(GuardedProcess process, String url) {
    this.process = process;
    this.url = url;
  }

  /**
   * Starts it, creating the cluster and its database the first time.
   *
   * @throws CliException with PostgreSQL's own last line where it does not come up
   */
  static Postgres start(DataDirectory data) {
    RootEscape escape = RootEscape.choose();
    Path programs = PostgresBinaries.unpacked(data);
    Path cluster = data.resolve("postgres");
    try {
      String password = password(data.root());
      initialise(escape, programs, data, cluster);
      StalePostmaster.clear(cluster);
      Postgres postgres = launch(escape, programs, data, cluster);
      postgres.createDatabase(password);
      return postgres;
    } catch (IOException e) {
      throw new CliException("cannot prepare PostgreSQL in " + cluster + ": " + e.getMessage(), e);
    }
  }

  /** The password of {@link #USER}, created the first time; readable by the owner alone. */
  static String password(Path root) throws IOException {
    Path file = root.resolve("postgres.password");
    if (!Files.exists(file)) {
      byte[] random = new byte[16];
      new SecureRandom().nextBytes(random);
      Path part = root.resolve("postgres.password.part");
      Files.deleteIfExists(part);
      Files.createFile(
          part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(part, HexFormat.of().formatHex(random));
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return Files.readString(file);
  }

  private static void initialise(RootEscape escape, Path programs, DataDirectory data, Path cluster)
      throws IOException {
    if (Files.isDirectory(cluster)) {
      return;
    }
    Path part = data.resolve("postgres.part");
    PostgresBinaries.deleteTree(part);
    Files.createDirectory(part);
    escape.own(part);
    List<String> line =
        List.of(
            programs.resolve("bin/initdb").toString(),
            "--pgdata=" + part,
            "--username=" + USER,
            "--pwfile=" + data.resolve("postgres.password"),
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--no-locale");
    GuardedProcess initdb =
        GuardedProcess.start(data, "initdb", "TERM", escape.command(line), Map.of());
    if (initdb.waitFor() != 0) {
      throw new CliException("cannot create PostgreSQL's files: " + initdb.lastLine());
    }
    Files.move(part, cluster, StandardCopyOption.ATOMIC_MOVE);
  }

  private static Postgres launch(
      RootEscape escape, Path programs, DataDirectory data, Path cluster) {
    int port = Ports.free();
    List<String> line =
        List.of(
            programs.resolve("bin/postgres").toString(),
            "-D",
            cluster.toString(),
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
    GuardedProcess process =
        GuardedProcess.start(data, "postgres", "INT", escape.command(line), Map.of());
    return new Postgres(process, "jdbc:postgresql://127.0.0.1:" + port + "/");
  }

  private void createDatabase(String password) {
    long deadline = System.nanoTime() + PATIENCE;
    while (true) {
      try (Connection c = DriverManager.getConnection(url + "postgres", USER, password);
          Statement s = c.createStatement()) {
        if (!exists(s)) {
          s.execute("CREATE DATABASE lorsbench");
        }
        return;
      } catch (SQLException e) {
        giveUpOrWait(e, deadline);
      }
    }
  }

  private static boolean exists(Statement s) throws SQLException {
    try (ResultSet found =
        s.executeQuery("SELECT 1 FROM pg_database WHERE datname = 'lorsbench'")) {
      return found.next();
    }
  }

  private void giveUpOrWait(SQLException e, long deadline) {
    if (!process.alive()) {
      throw new CliException("PostgreSQL did not start: " + process.lastLine(), e);
    }
    if (System.nanoTime() > deadline) {
      process.close();
      throw new CliException("PostgreSQL did not answer within a minute: " + e.getMessage(), e);
    }
    try {
      Thread.sleep(30);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      process.close();
      throw new CliException("interrupted while PostgreSQL started", interrupted);
    }
  }

  /** JDBC URL of the ledger's database, without user and password. */
  String url() {
    return url + "lorsbench";
  }

  boolean alive() {
    return process.alive();
  }

  /** Stops it with all written data on disk. */
  @Override
  public void close() {
    process.close();
  }
}
