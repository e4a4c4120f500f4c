package dev.lorsbench.workers.data;

import dev.lorsbench.images.Pixels;
import java.util.Arrays;

/**
 * Bilinear resizing with Pillow's meaning: a triangle filter whose support grows with the scale
 * when shrinking (so that it averages), columns first, then rows, each pass rounded to 8 bits from
 * 22-bit fixed-point weights.
 */
final class Bilinear {
  private static final int PRECISION = 22;
  private static final int HALF = 1 << (PRECISION - 1);

  /** For each output position: its first input, its weights (a row of {@code width}) . */
  private record Taps(int[] first, int[] count, int[] weight, int width) {}

  private Bilinear() {}

  /** The image stretched to {@code width x height}; the same object where nothing changes. */
  static Pixels resize(Pixels in, int width, int height) {
    if (width == in.width() && height == in.height()) {
      return in;
    }
    int[] levels = width == in.width() ? levels(in.rgb()) : columns(in, taps(in.width(), width));
    byte[] rgb =
        height == in.height() ? bytes(levels) : rows(levels, width, taps(in.height(), height));
    return new Pixels(width, height, rgb);
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

  /** Between the passes a level is an int, of which the compiler can add several at once. */
  private static int[] columns(Pixels in, Taps taps) {
    int outWidth = taps.first.length;
    int[] out = new int[outWidth * in.height() * 3];
    for (int y = 0; y < in.height(); y++) {
      for (int x = 0; x < outWidth; x++) {
        int from = (y * in.width() + taps.first[x]) * 3;
        sum(in.rgb(), from, taps, x, out, (y * outWidth + x) * 3);
      }
    }
    return out;
  }

  /** One output pixel: the weighted sum of its neighbours in a row. */
  private static void sum(byte[] in, int from, Taps taps, int o, int[] out, int to) {
    int r = HALF;
    int g = HALF;
    int b = HALF;
    int end = o * taps.width + taps.count[o];
    for (int t = o * taps.width, at = from; t < end; t++, at += 3) {
      int w = taps.weight[t];
      r += (in[at] & 0xff) * w;
      g += (in[at + 1] & 0xff) * w;
      b += (in[at + 2] & 0xff) * w;
    }
    // Weights are positive and sum to one within their rounding: no level leaves 0 to 255.
    out[to] = r >> PRECISION;
    out[to + 1] = g >> PRECISION;
    out[to + 2] = b >> PRECISION;
  }

  private static byte[] rows(int[] in, int width, Taps taps) {
    int outHeight = taps.first.length;
    int line = 3 * width;
    byte[] out = new byte[line * outHeight];
    int[] sums = new int[line];
    for (int y = 0; y < outHeight; y++) {
      Arrays.fill(sums, HALF);
      for (int t = 0; t < taps.count[y]; t++) {
        add(in, (taps.first[y] + t) * line, taps.weight[y * taps.width + t], sums);
      }
      for (int i = 0; i < line; i++) {
        out[y * line + i] = (byte) (sums[i] >> PRECISION);
      }
    }
    return out;
  }

  private static void add(int[] in, int from, int weight, int[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += in[from + i] * weight;
    }
  }

  private static int[] levels(byte[] rgb) {
    int[] out = new int[rgb.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = rgb[i] & 0xff;
    }
    return out;
  }

  private static byte[] bytes(int[] levels) {
    byte[] out = new byte[levels.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) levels[i];
    }
    return out;
  }
}
