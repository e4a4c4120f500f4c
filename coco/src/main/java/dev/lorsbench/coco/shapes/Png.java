package dev.lorsbench.coco.shapes;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Writes 8-bit RGB as PNG: without AWT, so a headless JDK does. */
final class Png {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  private Png() {}

  /**
   * @param rgb row-major, 3 bytes a pixel
   */
  static byte[] encode(int width, int height, byte[] rgb) {
    try {
      ByteArrayOutputStream file = new ByteArrayOutputStream(rgb.length);
      DataOutputStream out = new DataOutputStream(file);
      out.write(SIGNATURE);
      chunk(out, "IHDR", header(width, height));
      chunk(out, "IDAT", packed(width, height, rgb));
      chunk(out, "IEND", new byte[0]);
      return file.toByteArray();
    } catch (IOException e) {
      throw new AssertionError("memory cannot fail to be written", e);
    }
  }

  private static byte[] header(int width, int height) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(13);
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(width);
    out.writeInt(height);
    out.write(
        new byte[] {8, 2, 0, 0, 0}); // 8 bits, RGB, deflate, the standard filters, no interlace
    return bytes.toByteArray();
  }

  private static byte[] packed(int width, int height, byte[] rgb) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(rgb.length);
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater, 1 << 14)) {
      int stride = width * 3;
      byte[] row = new byte[stride];
      for (int y = 0; y < height; y++) {
        out.write(1); // filter "sub": each byte less the one of the pixel to the left
        for (int i = 0; i < stride; i++) {
          row[i] = (byte) (rgb[y * stride + i] - (i < 3 ? 0 : rgb[y * stride + i - 3]));
        }
        out.write(row);
      }
    } finally {
      deflater.end();
    }
    return bytes.toByteArray();
  }

  private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    out.writeInt(data.length);
    out.write(name);
    out.write(data);
    out.writeInt((int) crc.getValue());
  }
}
