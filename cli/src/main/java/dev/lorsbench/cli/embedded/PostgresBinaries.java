package dev.lorsbench.cli.embedded;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.files.Trees;
import dev.lorsbench.files.WholeFile;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs, unpacked once into the data directory from zonky's archives. */
final class PostgresBinaries {
  private static final String VERSION = "17.5.0";

  private PostgresBinaries() {}

  /** The folder with {@code bin/postgres} and {@code bin/initdb}. */
  static Path unpacked(DataDirectory data) {
    Path folder = data.resolve("postgres-" + VERSION);
    if (Files.isDirectory(folder)) {
      return folder;
    }
    Path part = data.resolve("postgres-" + VERSION + ".part");
    try {
      Trees.delete(part);
      try (InputStream archive = archive()) {
        unpack(archive, part);
      }
      WholeFile.rename(part, folder);
      return folder;
    } catch (IOException e) {
      throw new CliException("cannot unpack PostgreSQL into " + folder + ": " + e.getMessage(), e);
    }
  }

  private static InputStream archive() throws IOException {
    String system = System.getProperty("os.name");
    String machine = System.getProperty("os.arch");
    String family = system.startsWith("Mac") ? "Darwin" : system;
    try {
      return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
          family, machine.equals("amd64") || machine.equals("x86_64") ? "x86_64" : "arm64v8");
    } catch (IllegalStateException e) {
      throw new CliException(
          "there is no embedded PostgreSQL for "
              + system
              + " on "
              + machine
              + "; run PostgreSQL yourself and see docker-compose.yml",
          e);
    }
  }

  private static void unpack(InputStream archive, Path folder) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new XZCompressorInputStream(new BufferedInputStream(archive, 1 << 16)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
          throw new IOException("the archive names a path outside: " + entry.getName());
        }
        write(tar, entry, target);
      }
    }
  }

  private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path target)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(tar, target);
    if ((entry.getMode() & 0100) != 0) {
      Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }
}
