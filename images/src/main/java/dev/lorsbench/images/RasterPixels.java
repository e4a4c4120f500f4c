package dev.lorsbench.images;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/** Java's images of gray, colours or a palette as RGB, of 16 bits the upper 8, alpha left out. */
final class RasterPixels {
  private RasterPixels() {}

  static Pixels of(BufferedImage image) throws BadImage {
    byte[] out = new byte[image.getWidth() * image.getHeight() * 3];
    if (image.getColorModel() instanceof IndexColorModel palette) {
      fromPalette(image.getRaster(), palette, out);
    } else if (image.getType() == BufferedImage.TYPE_3BYTE_BGR) {
      fromBgr(((DataBufferByte) image.getRaster().getDataBuffer()).getData(), out);
    } else {
      fromSamples(image.getRaster(), out);
    }
    return new Pixels(image.getWidth(), image.getHeight(), out);
  }

  private static void fromBgr(byte[] bgr, byte[] out) {
    for (int i = 0; i < out.length; i += 3) {
      out[i] = bgr[i + 2];
      out[i + 1] = bgr[i + 1];
      out[i + 2] = bgr[i];
    }
  }

  private static void fromPalette(Raster raster, IndexColorModel palette, byte[] out) {
    int[] row = new int[raster.getWidth()];
    int at = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getSamples(0, y, row.length, 1, 0, row);
      for (int index : row) {
        int colour = palette.getRGB(index);
        out[at++] = (byte) (colour >> 16);
        out[at++] = (byte) (colour >> 8);
        out[at++] = (byte) colour;
      }
    }
  }

  /** One or two bands are gray (with alpha), three or four are RGB (with alpha). */
  private static void fromSamples(Raster raster, byte[] out) throws BadImage {
    int bands = raster.getNumBands();
    int bits = raster.getSampleModel().getSampleSize(0);
    if (bits != 8 && bits != 16) {
      throw new BadImage("has samples of %d bits; 8 or 16 are read".formatted(bits));
    }
    int shift = bits - 8;
    int colours = bands < 3 ? 0 : 1;
    int[] row = new int[raster.getWidth() * bands];
    int at = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(0, y, raster.getWidth(), 1, row);
      for (int i = 0; i < row.length; i += bands) {
        out[at++] = (byte) (row[i] >> shift);
        out[at++] = (byte) (row[i + colours] >> shift);
        out[at++] = (byte) (row[i + 2 * colours] >> shift);
      }
    }
  }
}
