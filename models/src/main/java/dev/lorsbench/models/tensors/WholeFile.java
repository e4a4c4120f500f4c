package dev.lorsbench.models.tensors;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes beside a file, syncs and renames: whoever reads it sees the old or the new whole, even
 * after a power cut.
 */
public final class WholeFile {
  private WholeFile() {}

  /** Writes all of a file's content. */
  public interface Content {
    /** Writes to an empty file. */
    void write(FileChannel out) throws IOException;
  }

  /**
   * Replaces a file.
   *
   * @throws IOException naming the file, for instance where the disk is full; the old file stays
   */
  public static void write(Path file, Content content) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Path beside = null;
    try {
      beside = Files.createTempFile(folder, "." + file.getFileName(), ".writing");
      try (FileChannel out = FileChannel.open(beside, StandardOpenOption.WRITE)) {
        content.write(out);
        out.force(true);
      }
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      sync(folder);
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": cannot be written: no folder " + folder, e);
    } catch (AccessDeniedException e) {
      throw new IOException(file + ": cannot be written: no permission", e);
    } catch (IOException e) {
      throw new IOException(file + ": cannot be written: " + e.getMessage(), e);
    } finally {
      if (beside != null) {
        Files.deleteIfExists(beside);
      }
    }
  }

  /** A rename lasts once its folder is synced; systems that cannot open a folder do without. */
  private static void sync(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException notOnThisSystem) {
      return;
    }
  }
}
