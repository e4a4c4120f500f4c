package dev.lorsbench.images;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * CMYK JPEG as Pillow reads it: the inks are taken as inverted, whether or not Adobe's marker says
 * so. The bands come from ImageIO's libjpeg as they are stored, since Leptonica rounds its own
 * conversion otherwise; chroma is converted by libjpeg's integer tables.
 */
final class CmykJpeg {
  private static final int HALF = 1 << 15;

  private CmykJpeg() {}

  static Pixels decode(byte[] bytes, JpegHead head) throws IOException {
    Raster raster = bands(bytes);
    int width = raster.getWidth();
    byte[] rgb = new byte[3 * width * raster.getHeight()];
    int[] row = new int[4 * width];
    int at = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(0, y, width, 1, row);
      for (int i = 0; i < row.length; i += 4) {
        if (head.ycck()) {
          toCmyk(row, i);
        }
        int black = 255 - row[i + 3];
        rgb[at++] = Colours.fromCmyk(255 - row[i], black);
        rgb[at++] = Colours.fromCmyk(255 - row[i + 1], black);
        rgb[at++] = Colours.fromCmyk(255 - row[i + 2], black);
      }
    }
    return new Pixels(width, raster.getHeight(), rgb);
  }

  private static Raster bands(byte[] bytes) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      reader.setInput(in, true, true);
      Raster raster = reader.readRaster(0, null);
      if (raster.getNumBands() != 4) {
        throw new BadImage("cannot be decoded: its JPEG data is damaged");
      }
      return raster;
    } finally {
      reader.dispose();
    }
  }

  /** Libjpeg's {@code ycck_cmyk_convert}. */
  private static void toCmyk(int[] row, int i) {
    int luminance = row[i];
    int blue = row[i + 1] - 128;
    int red = row[i + 2] - 128;
    row[i] = level(255 - (luminance + (91_881 * red + HALF >> 16)));
    row[i + 1] = level(255 - (luminance + (-22_554 * blue - 46_802 * red + HALF >> 16)));
    row[i + 2] = level(255 - (luminance + (116_130 * blue + HALF >> 16)));
  }

  private static int level(int value) {
    return Math.max(0, Math.min(255, value));
  }
}
