package dev.lorsbench.workers.training;

import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.TrialException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/** Files that are there whole or not at all, and the words for when they are not. */
final class Storage {
  private static final int CHUNK = 1 << 20;

  private Storage() {}

  /** Writes beside, syncs, renames. */
  static void replace(Path file, String text) throws IOException {
    Path beside = file.resolveSibling("." + file.getFileName() + ".writing");
    try {
      try (FileChannel out =
          FileChannel.open(
              beside,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        out.force(true);
      }
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      syncFolder(file.toAbsolutePath().getParent());
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /** Makes a rename durable; systems that cannot open a folder do without. */
  private static void syncFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException notOnThisSystem) {
      return;
    }
  }

  /** CRC-32C of a file, 8 hex digits. */
  static String crc32c(Path file) throws IOException {
    CRC32C crc = new CRC32C();
    ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      while (in.read(chunk) >= 0) {
        crc.update(chunk.flip());
        chunk.clear();
      }
    }
    return "%08x".formatted(crc.getValue());
  }

  /** One line that names the file and what to do. */
  static TrialException failure(Path file, IOException e) {
    String reason = String.valueOf(e.getMessage());
    if (reason.contains("No space left") || reason.contains("Disk quota exceeded")) {
      return new DiskFullException(file, e);
    }
    if (e instanceof AccessDeniedException || reason.contains("Permission denied")) {
      return new TrialException(Failure.STORAGE, "no permission to write " + file, e);
    }
    return new TrialException(Failure.STORAGE, "cannot write " + file + ": " + reason, e);
  }
}
