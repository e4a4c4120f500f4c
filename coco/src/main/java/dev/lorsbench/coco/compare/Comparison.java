package dev.lorsbench.coco.compare;

import java.util.List;

/**
 * What a paired bootstrap found.
 *
 * @param images how many images each resample draws, with replacement
 * @param resamples how many resamples
 * @param seed of the draws
 * @param figures AP, AP50 and AP75, the latter two where those thresholds are among the evaluated
 */
public record Comparison(int images, int resamples, long seed, List<Figure> figures) {

  /**
   * One figure of both, in [0, 1]. The difference is B - A.
   *
   * @param name {@code AP}
   * @param a on all images; -1 where undefined
   * @param b on all images; -1 where undefined
   * @param low the 2.5 % point of the resampled differences, NaN where undefined
   * @param high the 97.5 % point, NaN where undefined
   * @param p two-sided: twice the smaller share of resampled differences on either side of 0, those
   *     at 0 on both, the set itself counted as one resample more; NaN where undefined
   */
  public record Figure(String name, double a, double b, double low, double high, double p) {
    /** B - A; NaN where undefined. */
    public double difference() {
      return a < 0 || b < 0 ? Double.NaN : b - a;
    }
  }
}
