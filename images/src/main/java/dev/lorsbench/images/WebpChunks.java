package dev.lorsbench.images;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The chunks of a WebP file (RFC 9649). */
record WebpChunks(ByteBuffer all, List<Chunk> list) {
  /** Its content is from {@code from} to {@code to}. */
  record Chunk(String kind, int from, int to) {}

  static byte[] name(String kind) {
    return kind.getBytes(StandardCharsets.ISO_8859_1);
  }

  static boolean is(byte[] bytes, int at, String kind) {
    return bytes.length >= at + 4 && Arrays.equals(bytes, at, at + 4, name(kind), 0, 4);
  }

  /**
   * Finds them; what follows the file's own end is left alone.
   *
   * @throws BadImage if the file ends before they do
   */
  static WebpChunks of(byte[] bytes) throws BadImage {
    ByteBuffer all = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long end = 8 + Integer.toUnsignedLong(all.getInt(4));
    if (end > bytes.length) {
      throw BadImage.cutShort("%,d of %,d bytes are there".formatted(bytes.length, end));
    }
    List<Chunk> list = new ArrayList<>();
    for (int at = 12; at + 8 <= end; ) {
      long length = Integer.toUnsignedLong(all.getInt(at + 4));
      if (at + 8 + length > end) {
        throw BadImage.cutShort("a WebP chunk at byte %,d has no end".formatted(at));
      }
      String kind = new String(bytes, at, 4, StandardCharsets.ISO_8859_1);
      list.add(new Chunk(kind, at + 8, at + 8 + (int) length));
      at += 8 + (int) length + (int) (length & 1);
    }
    return new WebpChunks(all, list);
  }

  /** The first of a kind. */
  Optional<Chunk> find(String kind) {
    return list.stream().filter(c -> c.kind().equals(kind)).findFirst();
  }

  /** A number of three bytes. */
  int three(int at) {
    return Short.toUnsignedInt(all.getShort(at)) | (all.get(at + 2) & 0xff) << 16;
  }

  /** Width and height of the canvas. */
  int[] size() throws BadImage {
    Chunk first = list.isEmpty() ? new Chunk("", 0, 0) : list.get(0);
    int at = first.from();
    return switch (first.kind()) {
      case "VP8X" -> new int[] {three(at + 4) + 1, three(at + 7) + 1};
      case "VP8L" -> {
        int bits = all.getInt(at + 1);
        yield new int[] {(bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1};
      }
      case "VP8 " -> new int[] {all.getShort(at + 6) & 0x3fff, all.getShort(at + 8) & 0x3fff};
      default -> throw new BadImage("is damaged: it begins with no WebP image");
    };
  }
}
