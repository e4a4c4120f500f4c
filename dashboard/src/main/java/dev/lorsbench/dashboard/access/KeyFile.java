package dev.lorsbench.dashboard.access;

import dev.lorsbench.experiment.ConfigException;
import dev.lorsbench.files.TextFile;
import dev.lorsbench.files.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/** The key of a data directory, in a file that its owner alone can read. */
public final class KeyFile {
  private static final String NAME = "dashboard-key";
  private static final int BYTES = 24;
  private static final int LONGEST = 1 << 10;

  private KeyFile() {}

  /**
   * The key in a folder; made by the first call.
   *
   * @throws ConfigException naming the file that cannot be read or written, or holds no key
   */
  public static AccessKey in(Path folder) {
    Path file = folder.resolve(NAME);
    try {
      if (Files.notExists(file)) {
        make(file);
      }
      ownerOnly(file);
      return read(file);
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  /** The key in a folder; empty if none was made. */
  public static Optional<AccessKey> find(Path folder) {
    Path file = folder.resolve(NAME);
    try {
      return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  private static AccessKey read(Path file) throws IOException {
    return new AccessKey(TextFile.read(file, LONGEST).strip(), "what stands in " + file);
  }

  private static void make(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    byte[] key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    WholeFile.writeSecret(file, HexFormat.of().formatHex(key) + "\n");
  }

  private static void ownerOnly(Path file) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
  }

  private static ConfigException unusable(Path file, IOException e) {
    return new ConfigException(
        "the dashboard's key cannot be kept in "
            + file
            + " ("
            + e.getMessage()
            + "); choose another --data-dir or set LORS_DASHBOARD_TOKEN_FILE");
  }
}
