package dev.lorsbench.models.pytorch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The 64-bit values that stand for those of a zip entry that 32 bits cannot hold, in order. */
final class Zip64Extra {
  private static final int ID = 1;

  private final ByteBuffer values;

  Zip64Extra(ByteBuffer extra) {
    values = find(extra.order(ByteOrder.LITTLE_ENDIAN));
  }

  private static ByteBuffer find(ByteBuffer extra) {
    while (extra.remaining() >= 4) {
      int id = extra.getShort() & 0xFFFF;
      int length = Math.min(extra.getShort() & 0xFFFF, extra.remaining());
      if (id == ID) {
        return extra.slice(extra.position(), length).order(ByteOrder.LITTLE_ENDIAN);
      }
      extra.position(extra.position() + length);
    }
    return ByteBuffer.allocate(0);
  }

  /** The value, or the next 64-bit one where it says so; -1 where that is missing. */
  long or(int value) {
    if (value != -1) {
      return value & 0xFFFFFFFFL;
    }
    return values.remaining() >= 8 ? values.getLong() : -1;
  }
}
