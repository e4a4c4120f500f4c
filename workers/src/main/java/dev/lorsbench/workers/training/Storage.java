package dev.lorsbench.workers.training;

import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.TrialException;
import dev.lorsbench.files.RegularFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.CRC32C;

/** The words for files that cannot be written, and sums of those that were. */
final class Storage {
  private static final int CHUNK = 1 << 20;

  private Storage() {}

  /** CRC-32C of a file, 8 hex digits. */
  static String crc32c(Path file) throws IOException {
    CRC32C crc = new CRC32C();
    ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
    try (FileChannel in = RegularFile.channel(file)) {
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
    if (e instanceof AccessDeniedException
        || reason.toLowerCase(Locale.ROOT).contains("permission denied")) {
      return new TrialException(Failure.STORAGE, "no permission to write " + file, e);
    }
    return new TrialException(Failure.STORAGE, "cannot write " + file + ": " + reason, e);
  }
}
