package dev.lorsbench.workers.data;

/**
 * Bilinear resizing with Pillow's meaning: a triangle filter whose support grows with the scale
 * when shrinking (so that it averages), columns first, then rows, each pass rounded to 8 bits from
 * 22-bit fixed-point weights.
 */
final class Bilinear {
  private static final int PRECISION = 22;

  /** For each output position: its first input, its weights (a row of {@code width}) . */
  private record Taps(int[] first, int[] count, int[] weight, int width) {}

  private Bilinear() {}

  /** The image stretched to {@code width x height}; the same object where nothing changes. */
  static Pixels resize(Pixels in, int width, int height) {
    byte[] rgb = in.rgb();
    if (width != in.width()) {
      rgb = columns(rgb, in.width(), in.height(), taps(in.width(), width));
    }
    if (height != in.height()) {
      rgb = rows(rgb, width, taps(in.height(), height));
    }
    return rgb == in.rgb() ? in : new Pixels(width, height, rgb);
  }

  private static Taps taps(int inputs, int outputs) {
    double scale = (double) inputs / outputs;
    double support = Math.max(scale, 1);
    int width = (int) Math.ceil(support) * 2 + 1;
    Taps taps = new Taps(new int[outputs], new int[outputs], new int[outputs * width], width);
    double[] w = new double[width];
    for (int o = 0; o < outputs; o++) {
      double centre = (o + 0.5) * scale;
      int first = Math.max((int) (centre - support + 0.5), 0);
      int count = Math.min((int) (centre + support + 0.5), inputs) - first;
      double sum = 0;
      for (int i = 0; i < count; i++) {
        w[i] = Math.max(0, 1 - Math.abs((i + first - centre + 0.5) * (1 / support)));
        sum += w[i];
      }
      taps.first[o] = first;
      taps.count[o] = count;
      for (int i = 0; i < count; i++) {
        taps.weight[o * width + i] = (int) (0.5 + w[i] / sum * (1 << PRECISION));
      }
    }
    return taps;
  }

  private static byte[] columns(byte[] in, int inWidth, int height, Taps taps) {
    int outWidth = taps.first.length;
    byte[] out = new byte[outWidth * height * 3];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < outWidth; x++) {
        int from = (y * inWidth + taps.first[x]) * 3;
        sum(in, from, 3, taps, x, out, (y * outWidth + x) * 3);
      }
    }
    return out;
  }

  private static byte[] rows(byte[] in, int width, Taps taps) {
    int outHeight = taps.first.length;
    byte[] out = new byte[width * outHeight * 3];
    for (int y = 0; y < outHeight; y++) {
      for (int x = 0; x < width; x++) {
        int from = (taps.first[y] * width + x) * 3;
        sum(in, from, 3 * width, taps, y, out, (y * width + x) * 3);
      }
    }
    return out;
  }

  /** One output pixel: the weighted sum of inputs {@code stride} bytes apart. */
  private static void sum(byte[] in, int from, int stride, Taps taps, int o, byte[] out, int to) {
    int r = 1 << (PRECISION - 1);
    int g = r;
    int b = r;
    int end = o * taps.width + taps.count[o];
    for (int t = o * taps.width, at = from; t < end; t++, at += stride) {
      int w = taps.weight[t];
      r += (in[at] & 0xff) * w;
      g += (in[at + 1] & 0xff) * w;
      b += (in[at + 2] & 0xff) * w;
    }
    out[to] = level(r);
    out[to + 1] = level(g);
    out[to + 2] = level(b);
  }

  private static byte level(int sum) {
    return (byte) Math.min(Math.max(sum >> PRECISION, 0), 255);
  }
}
