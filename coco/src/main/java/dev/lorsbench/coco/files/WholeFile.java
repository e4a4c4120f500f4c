package dev.lorsbench.coco.files;

import dev.lorsbench.coco.CocoException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes a file beside its place, syncs it, then moves it there. */
public final class WholeFile {
  private WholeFile() {}

  /** Writes the bytes of a file. */
  @FunctionalInterface
  public interface Content {
    /** Writes everything; the stream is closed by the caller. */
    void write(OutputStream out) throws IOException;
  }

  /**
   * Writes or replaces a file; nothing is left of it if that fails.
   *
   * @throws CocoException in one line, if it cannot be written
   */
  public static void write(Path file, Content content) {
    Path folder = file.toAbsolutePath().getParent();
    try {
      // Not a temporary file of the JDK's: those are readable by their owner alone.
      Path part =
          folder.resolve("." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
      try {
        writeSynced(part, content);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new CocoException(
          file + ": cannot be written: " + e.getClass().getSimpleName() + ": " + e.getMessage(), e);
    }
  }

  private static void writeSynced(Path part, Content content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      // Closing the stream closes the channel, so it is flushed and synced first.
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
      content.write(out);
      out.flush();
      channel.force(true);
    }
  }
}
