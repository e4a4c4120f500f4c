package dev.lorsbench.models.tensors;

import dev.lorsbench.files.RegularFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * A file's bytes, to be looked at in pieces. Small files are read whole; others are mapped and
 * fetched when first looked at, for as long as a piece lives. A mapped file may be replaced (by a
 * rename), not shortened in place.
 */
public final class FileBytes implements AutoCloseable {
  private static final int SMALL = 1 << 20;

  private final FileChannel channel;
  private final long size;

  /** The whole file where one buffer can hold it; systems allow only so many mappings. */
  private final ByteBuffer whole;

  private FileBytes(FileChannel channel) throws IOException {
    this.channel = channel;
    size = channel.size();
    whole = size <= Integer.MAX_VALUE ? piece(0, (int) size) : null;
  }

  /**
   * Opens a file.
   *
   * @throws IOException of one line, naming the file, if it is not a regular file or may not be
   *     read
   */
  public static FileBytes open(Path file) throws IOException {
    FileChannel channel = RegularFile.channel(file);
    try {
      return new FileBytes(channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Bytes of the file. */
  public long size() {
    return size;
  }

  /** {@code count} bytes from byte {@code at} on, little-endian, which must be in the file. */
  public ByteBuffer slice(long at, int count) throws IOException {
    if (at < 0 || count < 0 || at > size - count) {
      throw new EOFException("bytes " + at + " to " + (at + count) + " of " + size);
    }
    ByteBuffer found = whole == null ? piece(at, count) : whole.slice((int) at, count);
    return found.order(ByteOrder.LITTLE_ENDIAN);
  }

  private ByteBuffer piece(long at, int count) throws IOException {
    if (count >= SMALL) {
      return channel.map(FileChannel.MapMode.READ_ONLY, at, count);
    }
    ByteBuffer read = ByteBuffer.allocate(count);
    while (read.hasRemaining()) {
      if (channel.read(read, at + read.position()) < 0) {
        throw new EOFException("the file became shorter while it was read");
      }
    }
    return read.flip().asReadOnlyBuffer();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
