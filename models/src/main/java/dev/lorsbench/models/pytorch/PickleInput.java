package dev.lorsbench.models.pytorch;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The bytes of a pickle, read once from front to back; every read knows where the end is. */
final class PickleInput {
  private static final int LONGEST_LINE = 512;

  private final ByteBuffer bytes;

  PickleInput(ByteBuffer bytes) {
    this.bytes = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Bytes read so far. */
  int at() {
    return bytes.position();
  }

  private ByteBuffer need(long count) throws CheckpointException {
    if (count < 0 || count > bytes.remaining()) {
      throw new CheckpointException(
          "its pickle wants %s bytes at byte %d, where %d are left"
              .formatted(Long.toUnsignedString(count), at(), bytes.remaining()));
    }
    return bytes;
  }

  int unsigned1() throws CheckpointException {
    return need(1).get() & 0xFF;
  }

  int unsigned2() throws CheckpointException {
    return need(2).getShort() & 0xFFFF;
  }

  int signed4() throws CheckpointException {
    return need(4).getInt();
  }

  long unsigned4() throws CheckpointException {
    return signed4() & 0xFFFFFFFFL;
  }

  long signed8() throws CheckpointException {
    return need(8).getLong();
  }

  /** A double, which pickles hold big-endian. */
  double fraction() throws CheckpointException {
    return Double.longBitsToDouble(Long.reverseBytes(signed8()));
  }

  byte[] raw(long count) throws CheckpointException {
    need(count);
    byte[] read = new byte[(int) count];
    bytes.get(read);
    return read;
  }

  String text(long count) throws CheckpointException {
    int at = at();
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw(count))).toString();
    } catch (CharacterCodingException e) {
      throw new CheckpointException("its pickle has a text at byte " + at + " that is not UTF-8");
    }
  }

  /** A whole number of any length; a Long where it fits one. */
  Object whole(int count) throws CheckpointException {
    byte[] little = raw(count);
    byte[] big = new byte[count + 1];
    for (int i = 0; i < count; i++) {
      big[count - i] = little[i];
    }
    big[0] = (byte) (count > 0 && little[count - 1] < 0 ? -1 : 0);
    BigInteger value = new BigInteger(big);
    return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
  }

  /** ASCII up to a line's end. */
  String line() throws CheckpointException {
    StringBuilder line = new StringBuilder();
    for (int c = unsigned1(); c != '\n'; c = unsigned1()) {
      if (c < ' ' || c > '~' || line.length() >= LONGEST_LINE) {
        throw new CheckpointException("its pickle has no name at byte " + at());
      }
      line.append((char) c);
    }
    return line.toString();
  }
}
