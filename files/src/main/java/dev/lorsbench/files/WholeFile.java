package dev.lorsbench.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Writes beside a file, syncs, renames and syncs the folder: a reader sees the old file or the new
 * one, never half of one, even after a power cut.
 */
public final class WholeFile {
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private WholeFile() {}

  /** Writes the bytes of a file to a stream. */
  @FunctionalInterface
  public interface Content {
    /** Writes everything; the stream is flushed and closed by the caller. */
    void write(OutputStream out) throws IOException;
  }

  /** Writes the bytes of a file to a channel, in any order. */
  @FunctionalInterface
  public interface ChannelContent {
    /** Writes to an empty file; the channel is closed by the caller. */
    void write(FileChannel out) throws IOException;
  }

  /**
   * Writes or replaces a file; if that fails, the old one stays and nothing new is left.
   *
   * @throws IOException in one line that names the file
   */
  public static void write(Path file, Content content) throws IOException {
    writeChannel(
        file,
        channel -> {
          OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
          content.write(out);
          out.flush();
        });
  }

  /** As {@link #write(Path, Content)}, of a text in UTF-8. */
  public static void write(Path file, String text) throws IOException {
    write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * As {@link #write(Path, String)}, of a secret: nobody but the owner can read it, at any time.
   */
  public static void writeSecret(Path file, String text) throws IOException {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    writeChannel(
        file,
        out -> Channels.newOutputStream(out).write(bytes),
        posix ? new FileAttribute<?>[] {OWNER_ONLY} : new FileAttribute<?>[0]);
  }

  /** As {@link #write(Path, Content)}, for what does not write from front to back. */
  public static void writeChannel(Path file, ChannelContent content) throws IOException {
    writeChannel(file, content, new FileAttribute<?>[0]);
  }

  private static void writeChannel(Path file, ChannelContent content, FileAttribute<?>[] attributes)
      throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    // Not a temporary file of the JDK's: those are readable by their owner alone.
    Path part = folder.resolve("." + file.getFileName() + own());
    try {
      writeSynced(part, content, attributes);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      syncFolder(folder);
    } catch (NoSuchFileException e) {
      throw failed(file, "no folder " + Printable.text(folder.toString()), e);
    } catch (AccessDeniedException e) {
      throw failed(file, "permission denied", e);
    } catch (IOException e) {
      throw failed(file, e.getMessage(), e);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** The name that a file has or, if it is what a killed process left of one, would have had. */
  public static Path written(Path file) {
    Path name = file.getFileName();
    return Path.of(name.toString().replaceFirst("^[.](.*)[.]\\d+-\\d+[.]writing$", "$1"));
  }

  /**
   * Gives a file or a folder that was written and synced its name, in place of a file of that name.
   *
   * @throws IOException in one line that names it
   */
  public static void rename(Path written, Path name) throws IOException {
    try {
      Files.move(
          written, name, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw failed(name, e.getMessage(), e);
    }
    syncFolder(name.toAbsolutePath().getParent());
  }

  /** Makes renames in a folder durable; systems that cannot open a folder do without. */
  public static void syncFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException notOnThisSystem) {
      return;
    }
  }

  /**
   * Makes everything below a folder durable, and the folder itself.
   *
   * @throws IOException if one of its files cannot be synced
   */
  public static void syncTree(Path folder) throws IOException {
    for (Path path : Trees.deepestFirst(folder)) {
      if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        syncFolder(path);
      } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
        sync(path);
      }
    }
  }

  private static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static String own() {
    return ".%d-%d.writing"
        .formatted(ProcessHandle.current().pid(), Thread.currentThread().getId());
  }

  private static void writeSynced(Path part, ChannelContent content, FileAttribute<?>[] attributes)
      throws IOException {
    Files.deleteIfExists(part); // what a killed process of this number left has rights of its own
    try (FileChannel out =
        FileChannel.open(
            part, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
      content.write(out);
      out.force(true);
    }
  }

  private static IOException failed(Path file, String why, IOException cause) {
    return new IOException(
        "%s: cannot be written: %s".formatted(Printable.text(file.toString()), why), cause);
  }
}
