package dev.lorsbench.coco.eval;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/**
 * What an evaluation found. T IoU thresholds, R recalls, K categories, A area ranges, M detection
 * limits; -1 where a category has no ground truth in an area range.
 */
public final class CocoResult {
  private final Settings settings;
  private final long[] categoryIds;
  private final double[] precision;
  private final double[] recall;
  private final double[] scores;

  CocoResult(Settings settings, long[] categoryIds) {
    this.settings = settings;
    this.categoryIds = categoryIds;
    int cells = categoryIds.length * areas() * limits();
    precision = undefined(settings.iouThresholds().length * recalls() * cells);
    scores = undefined(settings.iouThresholds().length * recalls() * cells);
    recall = undefined(settings.iouThresholds().length * cells);
  }

  private static double[] undefined(int length) {
    double[] values = new double[length];
    Arrays.fill(values, -1);
    return values;
  }

  void setPrecision(int t, int r, int k, int a, int m, double value, double score) {
    int at = cell(t * recalls() + r, k, a, m);
    precision[at] = value;
    scores[at] = score;
  }

  void setRecall(int t, int k, int a, int m, double value) {
    recall[cell(t, k, a, m)] = value;
  }

  private int cell(int outer, int k, int a, int m) {
    return ((outer * categoryIds.length + k) * areas() + a) * limits() + m;
  }

  private int recalls() {
    return settings.recallThresholds().length;
  }

  private int areas() {
    return settings.areaRanges().size();
  }

  private int limits() {
    return settings.maxDetections().length;
  }

  /** What was asked for. */
  public Settings settings() {
    return settings;
  }

  /** The evaluated categories, ascending; only -1 where they were pooled. */
  public long[] categoryIds() {
    return categoryIds.clone();
  }

  /** Precision, [T, R, K, A, M] row-major. */
  public double[] precision() {
    return precision.clone();
  }

  /** The score at which each precision is reached, [T, R, K, A, M] row-major. */
  public double[] scores() {
    return scores.clone();
  }

  /** The highest recall, [T, K, A, M] row-major. */
  public double[] recall() {
    return recall.clone();
  }

  /** {T, R, K, A, M}. */
  public int[] precisionShape() {
    return new int[] {
      settings.iouThresholds().length, recalls(), categoryIds.length, areas(), limits()
    };
  }

  /** {T, K, A, M}. */
  public int[] recallShape() {
    return new int[] {settings.iouThresholds().length, categoryIds.length, areas(), limits()};
  }

  /**
   * COCO's twelve: AP, AP50, AP75, AP small, medium, large, AR at the three detection limits, AR
   * small, medium, large; in [0, 1], or -1 where undefined.
   */
  public double[] stats() {
    return Summary.lines(this).stream().mapToDouble(Summary.Line::value).toArray();
  }

  /** The figures of each category, ascending by id, over all areas at the highest limit. */
  public List<CategoryResult> perCategory() {
    int last = limits() - 1;
    return IntStream.range(0, categoryIds.length)
        .mapToObj(
            k ->
                new CategoryResult(
                    categoryIds[k],
                    meanPrecision(everyThreshold(), new int[] {k}, 0, last),
                    meanPrecision(threshold(0.5), new int[] {k}, 0, last),
                    meanPrecision(threshold(0.75), new int[] {k}, 0, last)))
        .toList();
  }

  int[] everyThreshold() {
    return IntStream.range(0, settings.iouThresholds().length).toArray();
  }

  int[] threshold(double iou) {
    return IntStream.of(everyThreshold()).filter(t -> settings.iouThresholds()[t] == iou).toArray();
  }

  int[] everyCategory() {
    return IntStream.range(0, categoryIds.length).toArray();
  }

  /** The mean as numpy takes it over [T, R, K] in row-major order; -1 if nothing is defined. */
  double meanPrecision(int[] thresholds, int[] categories, int area, int limit) {
    int[] outer =
        IntStream.of(thresholds)
            .flatMap(t -> IntStream.range(t * recalls(), (t + 1) * recalls()))
            .toArray();
    return mean(precision, outer, categories, area, limit);
  }

  double meanRecall(int[] categories, int area, int limit) {
    return mean(recall, everyThreshold(), categories, area, limit);
  }

  private double mean(double[] of, int[] outer, int[] categories, int area, int limit) {
    NumpyMean mean = new NumpyMean();
    for (int o : outer) {
      IntUnaryOperator at = k -> cell(o, k, area, limit);
      for (int k : categories) {
        mean.add(of[at.applyAsInt(k)]);
      }
    }
    return mean.mean();
  }

  /** CRC32 of the little-endian bytes of {@link #precision()}. */
  public long precisionCrc32() {
    return crc32(precision);
  }

  /** CRC32 of the little-endian bytes of {@link #recall()}. */
  public long recallCrc32() {
    return crc32(recall);
  }

  private static long crc32(double[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * 1024).order(ByteOrder.LITTLE_ENDIAN);
    CRC32 crc = new CRC32();
    for (int from = 0; from < values.length; from += 1024) {
      bytes.clear();
      bytes.asDoubleBuffer().put(values, from, Math.min(1024, values.length - from));
      crc.update(bytes.array(), 0, 8 * Math.min(1024, values.length - from));
    }
    return crc.getValue();
  }
}
