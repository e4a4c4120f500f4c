package dev.lorsbench.models.pytorch;

import dev.lorsbench.files.Printable;
import dev.lorsbench.models.pytorch.ZipIndex.ZipEntry;
import dev.lorsbench.models.tensors.FileBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The list of entries at a zip's end (APPNOTE 4.3.12 to 4.3.16), also in its 64-bit form.
 *
 * @param at its first byte in the file
 */
record ZipDirectory(FileBytes file, long at, int size, long count) {
  private static final int END = 0x06054b50;
  private static final int END_64 = 0x06064b50;
  private static final int LOCATOR_64 = 0x07064b50;
  private static final int CENTRAL = 0x02014b50;
  private static final int LOCAL = 0x04034b50;
  private static final long UNSET = 0xFFFFFFFFL;
  private static final int END_BYTES = 22;
  private static final int LOCATOR_BYTES = 20;
  private static final int LONGEST_COMMENT = 0xFFFF;
  private static final int LARGEST = 64 << 20;

  static ZipDirectory find(FileBytes file) throws IOException {
    int tail = (int) Math.min(file.size(), END_BYTES + LONGEST_COMMENT);
    ByteBuffer last = file.slice(file.size() - tail, tail);
    for (int at = tail - END_BYTES; at >= 0; at--) {
      if (last.getInt(at) == END && at + END_BYTES + (last.getShort(at + 20) & 0xFFFF) == tail) {
        return of(file, file.size() - tail + at);
      }
    }
    throw new CheckpointException("is a zip file that was cut off (it has no directory)");
  }

  private static ZipDirectory of(FileBytes file, long end) throws IOException {
    ByteBuffer record = file.slice(end, END_BYTES);
    long locator = end - LOCATOR_BYTES;
    if (locator >= 0 && file.slice(locator, 4).getInt() == LOCATOR_64) {
      long end64 = file.slice(locator + 8, 8).getLong();
      ByteBuffer wide = part(file, end64, 56);
      boolean right = wide.getInt(0) == END_64 && end64 <= locator - 56;
      return checked(
          file, right ? wide.getLong(48) : -1, wide.getLong(40), wide.getLong(32), end64);
    }
    long at = record.getInt(16) & UNSET;
    return checked(file, at, record.getInt(12) & UNSET, record.getShort(10) & 0xFFFF, end);
  }

  private static ZipDirectory checked(FileBytes file, long at, long size, long count, long end)
      throws CheckpointException {
    if (at < 0 || size < 0 || size > LARGEST || at > end - size || count < 0 || count > size / 46) {
      throw new CheckpointException(
          "is a zip file whose directory of %d bytes for %d entries at byte %d cannot be"
              .formatted(size, count, at));
    }
    return new ZipDirectory(file, at, (int) size, count);
  }

  private static ByteBuffer part(FileBytes file, long at, long count) throws IOException {
    if (at < 0 || count < 0 || count > Integer.MAX_VALUE || at > file.size() - count) {
      throw new CheckpointException("is a zip file with something beyond its end");
    }
    return file.slice(at, (int) count);
  }

  List<ZipEntry> entries() throws IOException {
    ByteBuffer all = file.slice(at, size);
    List<ZipEntry> entries = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      if (all.remaining() < 46 || all.getInt(all.position()) != CENTRAL) {
        throw new CheckpointException("is a zip file whose directory ends after entry " + i);
      }
      ByteBuffer one = all.slice().order(ByteOrder.LITTLE_ENDIAN);
      int name = one.getShort(28) & 0xFFFF;
      int extra = one.getShort(30) & 0xFFFF;
      int length = 46 + name + extra + (one.getShort(32) & 0xFFFF);
      if (length > one.remaining()) {
        throw new CheckpointException("is a zip file whose directory is cut off");
      }
      all.position(all.position() + length);
      entries.add(entry(one, name, extra));
    }
    return entries;
  }

  private ZipEntry entry(ByteBuffer central, int name, int extra) throws IOException {
    byte[] text = new byte[name];
    central.get(46, text);
    String called = new String(text, StandardCharsets.UTF_8);
    Zip64Extra wide = new Zip64Extra(central.slice(46 + name, extra));
    long size = wide.or(central.getInt(24));
    long packed = wide.or(central.getInt(20));
    long header = wide.or(central.getInt(42));
    boolean encrypted = (central.getShort(8) & 1) != 0;
    if (central.getShort(10) != 0 || encrypted || size != packed) {
      throw new CheckpointException(
          "its zip's entry "
              + Printable.quote(called)
              + " is compressed or encrypted; PyTorch's are neither");
    }
    ByteBuffer local = part(file, header, 30);
    long at = header + 30 + (local.getShort(26) & 0xFFFF) + (local.getShort(28) & 0xFFFF);
    if (local.getInt(0) != LOCAL || size < 0 || at > this.at - size) {
      throw new CheckpointException(
          "its zip's entry " + Printable.quote(called) + " is not where it should be");
    }
    return new ZipEntry(called, header, at, size, central.getInt(16));
  }
}
