package dev.lorsbench.coco.shapes;

/** A background: two near colours mixed by smooth noise, with faint stripes or checks over them. */
final class Texture {
  /** Least distance of a shape's colour from both colours of the background, of 255 a channel. */
  private static final double CONTRAST = 110;

  private final int[] first;
  private final int[] second;
  private final double[] lattice;
  private final int cells;
  private final double cell;
  private final int pattern;
  private final double period;
  private final double slope;
  private final double strength;

  private Texture(Draws draws, int size) {
    first = colour(draws, 20, 235);
    second = near(draws, first);
    cell = size / draws.between(4, 12);
    cells = (int) Math.ceil(size / cell) + 2;
    lattice = new double[cells * cells];
    for (int i = 0; i < lattice.length; i++) {
      lattice[i] = draws.unit();
    }
    pattern = draws.below(3);
    period = size / draws.between(5, 16);
    slope = draws.between(-1, 1);
    strength = draws.between(6, 18);
  }

  static Texture drawn(Draws draws, int size) {
    return new Texture(draws, size);
  }

  private static int[] colour(Draws draws, int least, int most) {
    return new int[] {
      (int) draws.between(least, most),
      (int) draws.between(least, most),
      (int) draws.between(least, most)
    };
  }

  private static int[] near(Draws draws, int[] colour) {
    int[] moved = new int[3];
    for (int c = 0; c < 3; c++) {
      moved[c] = (int) Math.max(0, Math.min(255, colour[c] + draws.between(-55, 55)));
    }
    return moved;
  }

  /** A colour that stands out from this background. */
  int[] contrasting(Draws draws) {
    int[] colour = colour(draws, 0, 256);
    for (int tries = 0; tries < 40; tries++) {
      if (distance(colour, first) >= CONTRAST && distance(colour, second) >= CONTRAST) {
        return colour;
      }
      colour = colour(draws, 0, 256);
    }
    int flipped = first[0] + first[1] + first[2] > 382 ? 0 : 255;
    return new int[] {flipped, flipped, flipped};
  }

  private static double distance(int[] a, int[] b) {
    double sum = 0;
    for (int c = 0; c < 3; c++) {
      sum += (double) (a[c] - b[c]) * (a[c] - b[c]);
    }
    return Math.sqrt(sum);
  }

  /** Writes the three channels at a pixel, not yet rounded. */
  void paint(int x, int y, double[] light, int at) {
    double mix = noise((x + 0.5) / cell, (y + 0.5) / cell);
    double wave = strength * pattern(x, y);
    for (int c = 0; c < 3; c++) {
      light[at + c] = first[c] + (second[c] - first[c]) * mix + wave;
    }
  }

  private double noise(double x, double y) {
    int i = (int) x;
    int j = (int) y;
    double s = smooth(x - i);
    double t = smooth(y - j);
    double upper = lattice[j * cells + i] * (1 - s) + lattice[j * cells + i + 1] * s;
    double lower = lattice[(j + 1) * cells + i] * (1 - s) + lattice[(j + 1) * cells + i + 1] * s;
    return upper * (1 - t) + lower * t;
  }

  private static double smooth(double t) {
    return t * t * (3 - 2 * t);
  }

  private double pattern(int x, int y) {
    return switch (pattern) {
      case 1 -> wave((x + slope * y) / period);
      case 2 -> wave((x + slope * y) / period) * wave((y - slope * x) / period);
      default -> 0;
    };
  }

  /** A triangle wave of period 1 in [-1, 1]. */
  private static double wave(double t) {
    return 4 * Math.abs(t - Math.floor(t + 0.5)) - 1;
  }
}
