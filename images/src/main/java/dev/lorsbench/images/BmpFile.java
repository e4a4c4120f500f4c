package dev.lorsbench.images;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * BMP of 1, 4, 8, 16, 24 or 32 bits, plain, by masks or by runs. ImageIO's reader fills what is
 * missing of some files cut short, and gives colours of 5 bits unscaled.
 */
final class BmpFile implements Decoder {
  @Override
  public boolean begins(byte[] start) {
    return start[0] == 'B' && start[1] == 'M' && BmpHead.known(start[14]);
  }

  @Override
  public ImageHead head(byte[] bytes) throws IOException {
    BmpHead head = BmpHead.of(bytes);
    return new ImageHead(head.width(), head.height(), Orientation.PLAIN);
  }

  @Override
  public Pixels decode(byte[] bytes) throws IOException {
    BmpHead head = BmpHead.of(bytes);
    byte[] rgb = new byte[3 * head.width() * head.height()];
    if (head.compression().runs()) {
      byte[] palette = palette(bytes, head);
      byte[] indices = BmpRuns.decode(bytes, head);
      for (int i = 0; i < indices.length; i++) {
        System.arraycopy(palette, 3 * (indices[i] & 0xff), rgb, place(head, i), 3);
      }
    } else if (head.bits() <= 8) {
      fromPalette(bytes, head, rgb);
    } else {
      fromColours(bytes, head, rgb);
    }
    return new Pixels(head.width(), head.height(), rgb);
  }

  /** Where the {@code i}th stored pixel goes. */
  private static int place(BmpHead head, int i) {
    return 3 * (head.row(i / head.width()) * head.width() + i % head.width());
  }

  private static void fromPalette(byte[] bytes, BmpHead head, byte[] rgb) {
    byte[] palette = palette(bytes, head);
    int mask = (1 << head.bits()) - 1;
    for (int row = 0; row < head.height(); row++) {
      int from = head.pixels() + row * head.stride();
      int to = 3 * head.row(row) * head.width();
      for (int x = 0; x < head.width(); x++) {
        int bit = x * head.bits();
        int index = bytes[from + bit / 8] >> (8 - head.bits() - bit % 8) & mask;
        System.arraycopy(palette, 3 * index, rgb, to + 3 * x, 3);
      }
    }
  }

  /** Blue, green, red in the file; colours that the table lacks are gray levels, as in Pillow. */
  private static byte[] palette(byte[] bytes, BmpHead head) {
    byte[] palette = new byte[3 * 256];
    for (int i = 0; i < 256; i++) {
      int at = head.palette() + i * head.colourBytes();
      boolean there = i < head.colours() && at + 2 < bytes.length;
      for (int band = 0; band < 3; band++) {
        palette[3 * i + band] = there ? bytes[at + 2 - band] : (byte) i;
      }
    }
    return palette;
  }

  private static void fromColours(byte[] bytes, BmpHead head, byte[] rgb) {
    ByteBuffer all = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int size = head.bits() / 8;
    for (int row = 0; row < head.height(); row++) {
      int to = 3 * head.row(row) * head.width();
      for (int x = 0; x < head.width(); x++) {
        int at = head.pixels() + row * head.stride() + x * size;
        int word = 0;
        for (int i = size - 1; i >= 0; i--) {
          word = word << 8 | all.get(at + i) & 0xff;
        }
        for (int mask : head.masks()) {
          rgb[to++] = level(word, mask);
        }
      }
    }
  }

  private static byte level(int word, int mask) {
    if (mask == 0) {
      return 0;
    }
    int shift = Integer.numberOfTrailingZeros(mask);
    long most = (mask & 0xffffffffL) >>> shift;
    return (byte) (((word & mask) >>> shift) * 255L / most);
  }
}
