package dev.lorsbench.images;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The first frame of a GIF on its screen (GIF89a specification). ImageIO's reader returns the frame
 * alone, and fills what is missing of a file cut short.
 */
final class GifFile implements Decoder {
  private static final int FRAME = 0x2c;
  private static final int EXTENSION = 0x21;
  private static final int CONTROL = 0xf9;

  /** The first frame's descriptor, and what stands before it. */
  private record Frame(
      int screenWidth,
      int screenHeight,
      int palette,
      int colours,
      int fill,
      int left,
      int top,
      int width,
      int height,
      boolean interlaced,
      int data) {}

  @Override
  public boolean begins(byte[] start) {
    return start[0] == 'G'
        && start[1] == 'I'
        && start[2] == 'F'
        && start[3] == '8'
        && (start[4] == '7' || start[4] == '9')
        && start[5] == 'a';
  }

  @Override
  public ImageHead head(byte[] bytes) throws IOException {
    Frame frame = frame(bytes);
    return new ImageHead(frame.screenWidth, frame.screenHeight, Orientation.PLAIN);
  }

  @Override
  public Pixels decode(byte[] bytes) throws IOException {
    Frame frame = frame(bytes);
    byte[] indices =
        GifCodes.decode(
            joined(bytes, frame.data + 1), bytes[frame.data] & 0xff, frame.width * frame.height);
    byte[] palette = palette(bytes, frame);
    byte[] rgb = new byte[3 * frame.screenWidth * frame.screenHeight];
    for (int i = 0; i < rgb.length; i += 3) {
      System.arraycopy(palette, 3 * frame.fill, rgb, i, 3);
    }
    int[] order = order(frame);
    for (int row = 0; row < frame.height; row++) {
      int to = 3 * ((frame.top + order[row]) * frame.screenWidth + frame.left);
      for (int x = 0; x < frame.width; x++) {
        int index = indices[row * frame.width + x] & 0xff;
        System.arraycopy(palette, 3 * index, rgb, to + 3 * x, 3);
      }
    }
    return new Pixels(frame.screenWidth, frame.screenHeight, rgb);
  }

  private static Frame frame(byte[] bytes) throws BadImage {
    ByteBuffer all = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int colours = colours(bytes[10]);
    int fill = 0;
    int at = 13 + 3 * colours;
    while ((bytes[at] & 0xff) == EXTENSION) {
      if ((bytes[at + 1] & 0xff) == CONTROL && (bytes[at + 3] & 1) != 0) {
        fill = bytes[at + 6] & 0xff;
      }
      at = behind(bytes, at + 2);
    }
    if (bytes[at] != FRAME) {
      throw new BadImage(
          "is damaged or holds no image: at byte %,d there is no frame".formatted(at));
    }
    int left = Short.toUnsignedInt(all.getShort(at + 1));
    int top = Short.toUnsignedInt(all.getShort(at + 3));
    int width = Short.toUnsignedInt(all.getShort(at + 5));
    int height = Short.toUnsignedInt(all.getShort(at + 7));
    int own = colours(bytes[at + 9]);
    return new Frame(
        Math.max(Short.toUnsignedInt(all.getShort(6)), left + width),
        Math.max(Short.toUnsignedInt(all.getShort(8)), top + height),
        own > 0 ? at + 10 : 13,
        own > 0 ? own : colours,
        fill,
        left,
        top,
        width,
        height,
        (bytes[at + 9] & 0x40) != 0,
        at + 10 + 3 * own);
  }

  /** Colours of the table that a byte of flags announces. */
  private static int colours(byte flags) {
    return (flags & 0x80) == 0 ? 0 : 2 << (flags & 7);
  }

  /** The place behind a chain of blocks. */
  private static int behind(byte[] bytes, int from) {
    int at = from;
    while (bytes[at] != 0) {
      at += 1 + (bytes[at] & 0xff);
    }
    return at + 1;
  }

  /** A chain of blocks as one, as far as it goes: whether all pixels are there is what counts. */
  private static byte[] joined(byte[] bytes, int from) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length - from);
    int at = from;
    while (at < bytes.length && bytes[at] != 0) {
      int length = Math.min(bytes[at] & 0xff, bytes.length - at - 1);
      out.write(bytes, at + 1, length);
      at += 1 + length;
    }
    return out.toByteArray();
  }

  /** 256 colours; those that the table lacks are gray levels, as in Pillow. */
  private static byte[] palette(byte[] bytes, Frame frame) {
    byte[] palette = new byte[3 * 256];
    for (int i = 0; i < palette.length; i++) {
      palette[i] = (byte) (i / 3);
    }
    System.arraycopy(bytes, frame.palette, palette, 0, 3 * frame.colours);
    return palette;
  }

  /** The row of the image that each stored row is. */
  private static int[] order(Frame frame) {
    int[] first = frame.interlaced ? new int[] {0, 4, 2, 1} : new int[] {0};
    int[] step = frame.interlaced ? new int[] {8, 8, 4, 2} : new int[] {1};
    int[] order = new int[frame.height];
    int at = 0;
    for (int pass = 0; pass < first.length; pass++) {
      for (int y = first[pass]; y < frame.height; y += step[pass]) {
        order[at++] = y;
      }
    }
    return order;
  }
}
