package dev.lorsbench.coco.eval;

import dev.lorsbench.coco.CocoException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The numbers of a part's file, each held to its bounds. An error names file and byte. */
final class PartBytes {
  private final Path file;
  final ByteBuffer in;

  PartBytes(Path file, ByteBuffer in) {
    this.file = file;
    this.in = in;
  }

  /** A count of things that take so many bytes each at least. */
  int count(String what, int most, int bytesEach) {
    return (int) bounded(what, Math.min(most, in.remaining() / bytesEach));
  }

  int following(int before, String what, int end) {
    long place = before + 1L + bounded(what, end);
    require(place < end, what + ": out of range");
    return (int) place;
  }

  long bounded(String what, long most) {
    long value = leb(what);
    require(value >= 0 && value <= most, what + ": " + value + " is more than " + most);
    return value;
  }

  long bits(String what, long allowed) {
    long value = leb(what);
    require((value & ~allowed) == 0, what + ": bits that do not exist");
    return value;
  }

  long leb(String what) {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = in.get();
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw bad(what + ": a number of more than 64 bits");
  }

  void require(boolean holds, String otherwise) {
    if (!holds) {
      throw bad(otherwise);
    }
  }

  CocoException bad(String what) {
    return new CocoException(file + ": byte " + in.position() + ": " + what);
  }
}
