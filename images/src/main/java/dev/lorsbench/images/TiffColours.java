package dev.lorsbench.images;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.util.Arrays;
import java.util.List;

/**
 * What a TIFF's samples mean (TIFF 6.0, section 8), and how Pillow makes RGB of them.
 *
 * @param photometric tag 262
 * @param bits of a sample
 * @param format tag 339: 1 unsigned, 2 signed, 3 floating point
 * @param premultiplied whether colours are multiplied by their alpha
 * @param palette all reds, all greens, all blues, of 16 bits each
 */
record TiffColours(
    int photometric, int bits, int format, boolean premultiplied, List<Long> palette) {
  private static final int WHITE_IS_ZERO = 0;
  private static final int BLACK_IS_ZERO = 1;
  private static final int RGB = 2;
  private static final int PALETTE = 3;
  private static final int SEPARATED = 5;
  private static final int YCBCR = 6;

  private static final int UNSIGNED = 1;
  private static final int FLOATING = 3;
  private static final int CMYK = 1;
  private static final int MOST_BANDS = 8;

  /**
   * Reads them.
   *
   * @throws BadImage with the reason, if there is no rule for them
   */
  static TiffColours of(Tags tags) throws BadImage {
    long[] bits = tags.get(258, 1);
    int bands = (int) Math.min(tags.one(277, 1), MOST_BANDS + 1);
    TiffColours colours =
        new TiffColours(
            (int) tags.one(262, -1),
            (int) bits[0],
            (int) tags.one(339, UNSIGNED),
            tags.one(338, 0) == 1,
            Arrays.stream(tags.get(320)).boxed().toList());
    if (Arrays.stream(bits).distinct().count() > 1) {
      throw new BadImage("has bands of different bits: " + Arrays.toString(bits));
    }
    if (tags.one(317, 1) != 1 && colours.bits != 8) {
      throw new BadImage(
          "stores differences of %d-bit samples, which are not read; save it without a predictor"
              .formatted(colours.bits));
    }
    if (bands > MOST_BANDS || !colours.known(bands) || tags.one(332, CMYK) != CMYK) {
      throw new BadImage(
          ("has TIFF samples of a kind that is not read (photometric %d, %d bands of %d bits, sample"
                  + " format %d); gray, RGB, CMYK and palettes are")
              .formatted(colours.photometric, bands, colours.bits, colours.format));
    }
    return colours;
  }

  private boolean known(int bands) {
    boolean levels = format == UNSIGNED && (bits == 8 || bits == 16);
    return switch (photometric) {
      case WHITE_IS_ZERO -> levels || format == UNSIGNED && bits < 8 && bands == 1;
      case BLACK_IS_ZERO ->
          levels
              || bands == 1
                  && (format <= 2 && (bits < 8 || bits == 16 || bits == 32)
                      || format == FLOATING && bits == 32);
      case RGB -> levels && bands >= 3;
      case PALETTE -> format == UNSIGNED && bits <= 8 && palette.size() == 3 << bits;
      case SEPARATED -> levels && bands >= 4;
      case YCBCR -> levels && bits == 8;
      default -> false;
    };
  }

  /** Whether the bands are inks. */
  boolean inks() {
    return photometric == SEPARATED;
  }

  Pixels rgb(BufferedImage image) throws BadImage {
    Raster raster = image.getRaster();
    int bands = raster.getNumBands();
    if (inks()) {
      return each(raster, this::cmyk);
    }
    if (photometric == PALETTE) {
      return each(raster, (row, at, out, to) -> colour(row[at], out, to));
    }
    if (bands == 1 && (bits == 32 || format != UNSIGNED)) {
      return numbers(raster);
    }
    return premultiplied && photometric == RGB
        ? each(raster, this::divided)
        : RasterPixels.of(image);
  }

  /** Makes one pixel of its bands. */
  private interface Pixel {
    void write(int[] row, int at, byte[] out, int to);
  }

  private Pixels each(Raster raster, Pixel pixel) {
    int width = raster.getWidth();
    int bands = raster.getNumBands();
    int[] row = new int[width * bands];
    byte[] out = new byte[3 * width * raster.getHeight()];
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(0, y, width, 1, row);
      for (int x = 0; x < width; x++) {
        pixel.write(row, x * bands, out, 3 * (y * width + x));
      }
    }
    return new Pixels(width, raster.getHeight(), out);
  }

  private void cmyk(int[] row, int at, byte[] out, int to) {
    int black = level(row[at + 3]);
    for (int band = 0; band < 3; band++) {
      out[to + band] = Colours.fromCmyk(level(row[at + band]), black);
    }
  }

  private void colour(int index, byte[] out, int to) {
    for (int band = 0; band < 3; band++) {
      out[to + band] = (byte) (palette.get((band << bits) + index) >> 8);
    }
  }

  private void divided(int[] row, int at, byte[] out, int to) {
    for (int band = 0; band < 3; band++) {
      out[to + band] = Colours.divided(level(row[at + band]), level(row[at + 3]));
    }
  }

  private int level(int sample) {
    return sample >> bits - 8;
  }

  /** Numbers wider than levels are clipped to them, not scaled. */
  private static Pixels numbers(Raster raster) {
    int width = raster.getWidth();
    double[] row = new double[width];
    byte[] out = new byte[3 * width * raster.getHeight()];
    int at = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getSamples(0, y, width, 1, 0, row);
      for (double value : row) {
        byte level = Colours.clipped(value);
        out[at++] = level;
        out[at++] = level;
        out[at++] = level;
      }
    }
    return new Pixels(width, raster.getHeight(), out);
  }
}
