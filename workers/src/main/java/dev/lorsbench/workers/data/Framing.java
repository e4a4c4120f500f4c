package dev.lorsbench.workers.data;

import dev.lorsbench.experiment.CropConfig;
import dev.lorsbench.experiment.ResizeConfig;
import dev.lorsbench.experiment.TrainConfig;
import java.util.List;

/**
 * How images of any size become those that a detector sees. What is drawn at random is a pure
 * function of (seed, position), where the position counts images since the start of training.
 *
 * @param size edge of the square that images are stretched to, where {@code resize} stretches
 */
public record Framing(int size, ResizeConfig resize, CropConfig crop) {
  /** Batches of images of unequal sizes are padded to a multiple of this. */
  static final int MULTIPLE = 32;

  // Streams of CounterHash; those of the epochs' orders go up from 2.
  private static final long SHORT_STREAM = -1;
  private static final long WHETHER_STREAM = -2;
  private static final long CROP_SHORT_STREAM = -3;
  private static final long HEIGHT_STREAM = -4;
  private static final long WIDTH_STREAM = -5;
  private static final long TOP_STREAM = -6;
  private static final long LEFT_STREAM = -7;

  /** Every image stretched to {@code size x size}. */
  public static Framing stretched(int size) {
    return new Framing(size, ResizeConfig.STRETCH, CropConfig.NONE);
  }

  /** What a training configuration asks for. */
  public static Framing of(TrainConfig c) {
    return new Framing(c.size(), c.resize(), c.crop());
  }

  /** A cache that fits this framing. */
  public ImageCache cache(long budgetBytes) {
    return resize.stretches()
        ? new ImageCache(size, budgetBytes)
        : ImageCache.ofWholeImages(budgetBytes);
  }

  /** The largest height and width of a padded batch. */
  public int largestEdge() {
    return resize.stretches() ? size : padded(resize.longSide());
  }

  static int padded(int edge) {
    return (edge + MULTIPLE - 1) / MULTIPLE * MULTIPLE;
  }

  /** The view without anything random, at the largest scale. */
  View plain(Sample sample) {
    return resize.stretches()
        ? View.whole(size, size, false)
        : whole(sample, resize.largest(), false);
  }

  /** The view of a training image at a position. */
  View drawn(Sample sample, long seed, long position, boolean flip) {
    if (resize.stretches()) {
      return View.whole(size, size, flip);
    }
    int side = pick(resize.shortSides(), seed, SHORT_STREAM, position);
    boolean crops = CounterHash.uniform(seed, WHETHER_STREAM, position) < crop.probability();
    return crop.none() || !crops
        ? whole(sample, side, flip)
        : window(sample, side, seed, position, flip);
  }

  private View whole(Sample sample, int side, boolean flip) {
    int[] hw = fitted(sample.height(), sample.width(), side, resize.longSide());
    return View.whole(hw[1], hw[0], flip);
  }

  private View window(Sample sample, int side, long seed, long position, boolean flip) {
    int first = pick(crop.shortSides(), seed, CROP_SHORT_STREAM, position);
    int[] hw = fitted(sample.height(), sample.width(), first, Integer.MAX_VALUE);
    int height = edge(hw[0], seed, HEIGHT_STREAM, position);
    int width = edge(hw[1], seed, WIDTH_STREAM, position);
    int top = between(0, hw[0] - height, seed, TOP_STREAM, position);
    int left = between(0, hw[1] - width, seed, LEFT_STREAM, position);
    int[] out = fitted(height, width, side, resize.longSide());
    return new View(hw[1], hw[0], left, top, width, height, out[1], out[0], flip);
  }

  private int edge(int whole, long seed, long stream, long position) {
    return between(
        Math.min(whole, crop.low()), Math.min(whole, crop.high()), seed, stream, position);
  }

  /**
   * Height and width at the scale that brings the shorter side to {@code shortSide}, or the longer
   * one to {@code longSide} where it would be longer; rounded, at least 1.
   */
  static int[] fitted(int height, int width, int shortSide, int longSide) {
    double scale =
        Math.min(
            (double) shortSide / Math.min(height, width),
            (double) longSide / Math.max(height, width));
    return new int[] {rounded(height * scale), rounded(width * scale)};
  }

  private static int rounded(double edge) {
    return Math.max(1, (int) (edge + 0.5));
  }

  private static int pick(List<Integer> sides, long seed, long stream, long position) {
    return sides.get(between(0, sides.size() - 1, seed, stream, position));
  }

  /** A whole number of [low, high], all equally likely. */
  private static int between(int low, int high, long seed, long stream, long position) {
    return low + (int) (CounterHash.uniform(seed, stream, position) * (high - low + 1));
  }
}
