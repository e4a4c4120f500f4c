package dev.lorsbench.images;

/** Pillow's conversions between kinds of colour, in its own integer arithmetic. */
final class Colours {
  private Colours() {}

  /**
   * One band of CMYK as one of RGB.
   *
   * @param ink cyan, magenta or yellow, 0 to 255
   * @param black 0 to 255
   */
  static byte fromCmyk(int ink, int black) {
    int light = 255 - black;
    int product = ink * light + 128;
    return (byte) (light - ((product >> 8) + product >> 8));
  }

  /** A band that was multiplied by its alpha, without it. */
  static byte divided(int level, int alpha) {
    return (byte) (alpha == 0 ? 0 : Math.min(255, level * 255 / alpha));
  }

  /** A number of any size as a level: what is below 0 or above 255 is those. */
  static byte clipped(double value) {
    return (byte) (value >= 255 ? 255 : value > 0 ? (int) value : 0);
  }
}
