package dev.lorsbench.models.pytorch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a zip file as PyTorch reads it: entries are stored, each begins at a multiple of 64 bytes
 * so that it can be mapped, and carries no time of its making.
 */
public final class StoredZip implements AutoCloseable {
  private static final int ALIGNMENT = 64;
  private static final int HEADER = 30;

  /** Bytes of an extra field that says what it is and how long. */
  private static final int PADDING_HEADER = 4;

  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private final ZipOutputStream zip;
  private final WritableByteChannel channel;
  private long at;

  /** Over a channel that is at its beginning, and that stays open. */
  public StoredZip(WritableByteChannel out) {
    zip = new ZipOutputStream(Channels.newOutputStream(out));
    channel = Channels.newChannel(zip);
  }

  /** Adds an entry. */
  public void add(String name, byte[] content) throws IOException {
    add(name, ByteBuffer.wrap(content));
  }

  /** Adds an entry from a buffer's position to its limit. */
  public void add(String name, ByteBuffer content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content.duplicate());
    int size = content.remaining();
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setTimeLocal(NO_TIME);
    entry.setSize(size);
    entry.setCrc(crc.getValue());
    long begins = at + HEADER + name.getBytes(StandardCharsets.UTF_8).length + PADDING_HEADER;
    byte[] padding = padding((int) ((ALIGNMENT - begins % ALIGNMENT) % ALIGNMENT));
    entry.setExtra(padding);
    zip.putNextEntry(entry);
    channel.write(content.duplicate());
    zip.closeEntry();
    at = begins - PADDING_HEADER + padding.length + size;
  }

  /** PyTorch's own extra field for this, "FB". */
  private static byte[] padding(int length) {
    byte[] field = new byte[PADDING_HEADER + length];
    field[0] = 'F';
    field[1] = 'B';
    field[2] = (byte) length;
    return field;
  }

  @Override
  public void close() throws IOException {
    zip.finish();
  }
}
