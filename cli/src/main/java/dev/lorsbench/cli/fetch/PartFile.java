package dev.lorsbench.cli.fetch;

import dev.lorsbench.coco.files.Progress;
import dev.lorsbench.files.TextFile;
import dev.lorsbench.files.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What has come of a download so far, {@code NAME.part}, and beside it the server's mark of the
 * version that it is of, {@code NAME.part.version}.
 */
final class PartFile {
  /** More than any archive of COCO, 19.3 GB. */
  private static final long MOST_BYTES = 64L << 30;

  private static final int LONGEST_MARK = 1 << 12;

  private final Path file;
  private final Path part;
  private final Path version;

  PartFile(Path file) {
    this.file = file;
    this.part = file.resolveSibling(file.getFileName() + ".part");
    this.version = file.resolveSibling(file.getFileName() + ".part.version");
  }

  long size() throws IOException {
    return Files.exists(part) ? Files.size(part) : 0;
  }

  /** The server's mark, or null where it gave none. */
  String version() throws IOException {
    return Files.exists(version) ? TextFile.read(version, LONGEST_MARK) : null;
  }

  /** Starts from nothing. */
  void begin(String mark) throws IOException {
    discard();
    if (mark != null) {
      WholeFile.write(version, mark);
    }
  }

  void discard() throws IOException {
    Files.deleteIfExists(part);
    Files.deleteIfExists(version);
  }

  /**
   * Appends what comes.
   *
   * @param all bytes of the whole file, -1 where the server does not say
   */
  void append(InputStream bytes, long all, Progress progress) throws IOException {
    try (FileChannel out =
        FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      byte[] buffer = new byte[1 << 16];
      long size = out.size();
      try {
        for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
          size += read;
          if (size > MOST_BYTES || all >= 0 && size > all) {
            throw new Refused("more bytes came than the " + Math.max(all, 0) + " announced");
          }
          ByteBuffer block = ByteBuffer.wrap(buffer, 0, read);
          while (block.hasRemaining()) {
            out.write(block);
          }
          progress.at(size, all);
        }
      } finally {
        out.force(true);
      }
    }
  }

  boolean matches(Checksum checksum) throws IOException {
    return checksum.matches(part);
  }

  /** The whole file takes its own name. */
  void complete() throws IOException {
    WholeFile.rename(part, file);
    Files.deleteIfExists(version);
  }
}
