package dev.lorsbench.cli.embedded;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.files.WholeFile;
import dev.lorsbench.orchestrator.TemporalConfig;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The folder that holds everything of one lorsbench on this machine. The process that runs its
 * services holds its lock; the system frees it however that process ends.
 */
public final class DataDirectory implements AutoCloseable {
  /** Whom everything connects to the embedded PostgreSQL as. */
  public static final String DATABASE_USER = PostgresCluster.USER;

  private final Path root;
  private final FileChannel channel;
  private final FileLock lock;

  private DataDirectory(Path root, FileChannel channel, FileLock lock) {
    this.root = root;
    this.channel = channel;
    this.lock = lock;
  }

  /** {@code LORS_DATA_DIR}, else {@code ~/.lorsbench}. */
  public static Path standard() {
    String chosen = System.getenv("LORS_DATA_DIR");
    if (chosen != null && !chosen.isBlank()) {
      return Path.of(chosen);
    }
    String home = System.getenv("HOME");
    return Path.of(home == null ? System.getProperty("user.home") : home, ".lorsbench");
  }

  /**
   * Takes the folder for this process, creating it where it is absent.
   *
   * @throws CliException where it cannot be written or another process has it, with what to do
   */
  public static DataDirectory take(Path folder) {
    Path root = folder.toAbsolutePath().normalize();
    try {
      Files.createDirectories(root);
      Files.createDirectories(root.resolve("log"));
      Files.createDirectories(root.resolve("run"));
      ownerOnly(root);
      FileChannel channel =
          FileChannel.open(
              root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      return new DataDirectory(root, channel, tryLock(root, channel));
    } catch (IOException e) {
      throw new CliException("cannot write to the data directory " + root + reason(e), e);
    }
  }

  private static String reason(IOException e) {
    String detail = e.getMessage() == null ? "" : e.getMessage();
    return switch (e.getClass().getSimpleName()) {
      case "AccessDeniedException" -> ": no permission for " + detail;
      case "FileAlreadyExistsException" -> ": " + detail + " is not a folder";
      default -> ": " + detail;
    };
  }

  private static FileLock tryLock(Path root, FileChannel channel) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      channel.close();
      throw new CliException(
          root
              + " is in use"
              + Instance.read(root).map(DataDirectory::by).orElse(" by a process that is starting")
              + "; stop it with `lors down` or choose another --data-dir");
    }
    return lock;
  }

  private static String by(Instance instance) {
    return " by process "
        + instance.pid()
        + (instance.dashboard().isEmpty() ? "" : " (dashboard " + instance.dashboard() + ")");
  }

  private static void ownerOnly(Path root) throws IOException {
    if (root.getFileSystem().supportedFileAttributeViews().contains("posix")
        && Files.isWritable(root)) {
      Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
    }
  }

  /**
   * What runs on a folder now; empty where nothing does, whatever a killed process left behind.
   *
   * @throws CliException where the folder cannot be read
   */
  public static Optional<Instance> running(Path folder) {
    Path root = folder.toAbsolutePath().normalize();
    Path file = root.resolve("lock");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        lock.release();
        return Optional.empty();
      }
    } catch (OverlappingFileLockException e) {
      return Instance.read(root);
    } catch (IOException e) {
      throw new CliException("cannot read the data directory " + root + reason(e), e);
    }
    return Instance.read(root);
  }

  /** The password of {@link #DATABASE_USER}, which only the folder's owner can read. */
  public static String databasePassword(Path folder) {
    return PostgresCluster.password(folder.toAbsolutePath().normalize());
  }

  /** How Temporal of what runs on a folder is reached; its key only the folder's owner can read. */
  public static TemporalConfig temporal(Path folder, Instance instance) {
    TemporalConfig plain = TemporalConfig.plain(instance.temporal());
    return instance.temporalTls()
        ? plain.with(TemporalKeys.in(folder.toAbsolutePath().normalize()).tls())
        : plain;
  }

  /** The absolute path. */
  public Path root() {
    return root;
  }

  /** A path below the folder. */
  public Path resolve(String name) {
    return root.resolve(name);
  }

  /** The log file of that name. */
  public Path log(String name) {
    return root.resolve("log").resolve(name + ".log");
  }

  /** Tells other processes what runs here. */
  public void publish(Instance instance) {
    try {
      WholeFile.write(root.resolve("instance.json"), instance.json());
    } catch (IOException e) {
      throw new CliException("cannot write to the data directory " + root + reason(e), e);
    }
  }

  /** Frees the folder. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(root.resolve("instance.json"));
      lock.release();
      channel.close();
    } catch (IOException e) {
      throw new CliException("cannot free the data directory " + root + reason(e), e);
    }
  }
}
