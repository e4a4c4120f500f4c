package dev.lorsbench.cli.embedded;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.files.TextFile;
import dev.lorsbench.files.Trees;
import dev.lorsbench.files.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * PostgreSQL's files in a data directory, and the programs that work on them.
 *
 * @param folder the cluster, {@code PGDATA}
 */
record PostgresCluster(Path folder, Path programs, RootEscape escape) {
  /** The superuser, whom everything connects as. */
  static final String USER = "lorsbench";

  private static final String PASSWORD = "postgres.password";

  /** Unpacks the programs and creates the cluster, each where it is absent. */
  static PostgresCluster prepare(DataDirectory data) {
    Path folder = data.resolve("postgres");
    try {
      PostgresCluster cluster =
          new PostgresCluster(folder, PostgresBinaries.unpacked(data), RootEscape.choose());
      if (!Files.isDirectory(folder)) {
        createPassword(data.root());
        cluster.create(data);
      }
      return cluster;
    } catch (IOException e) {
      throw new CliException("cannot prepare PostgreSQL in " + folder + ": " + e.getMessage(), e);
    }
  }

  /** The command line of one of PostgreSQL's programs. */
  List<String> command(String program, String... words) {
    Stream<String> line = Stream.of(programs.resolve("bin").resolve(program).toString());
    return escape.command(Stream.concat(line, Stream.of(words)).toList());
  }

  private void create(DataDirectory data) throws IOException {
    Path part = data.resolve("postgres.part");
    Trees.delete(part);
    Files.createDirectory(part);
    escape.own(part);
    List<String> line =
        command(
            "initdb",
            "--pgdata=" + part,
            "--username=" + USER,
            "--pwfile=" + data.resolve(PASSWORD),
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--no-locale");
    GuardedProcess initdb = GuardedProcess.start(data, "initdb", "TERM", line, Map.of());
    if (initdb.waitFor() != 0) {
      throw new CliException("cannot create PostgreSQL's files: " + initdb.lastWords());
    }
    WholeFile.rename(part, folder);
  }

  private static void createPassword(Path root) throws IOException {
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    WholeFile.writeSecret(root.resolve(PASSWORD), HexFormat.of().formatHex(random));
  }

  /** The password of {@link #USER}; only the data directory's owner can read it. */
  static String password(Path root) {
    try {
      return TextFile.read(root.resolve(PASSWORD), 1 << 10);
    } catch (IOException e) {
      throw new CliException(e.getMessage(), e);
    }
  }
}
