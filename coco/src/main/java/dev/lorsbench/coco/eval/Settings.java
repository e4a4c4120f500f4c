package dev.lorsbench.coco.eval;

import dev.lorsbench.coco.CocoException;
import java.util.Arrays;
import java.util.List;

/**
 * What to evaluate; pycocotools' {@code Params}.
 *
 * @param iouThresholds 1 to 64, from 0 to 1
 * @param recallThresholds from 0 to 1
 * @param maxDetections ascending, of one image and category
 * @param areaRanges 1 to 64
 * @param useCategories false pools all categories into one, as for proposals
 * @param imageIds the images to evaluate, all if null
 * @param categoryIds the categories to evaluate, all if null; where they are pooled, of equal
 *     scores those of the category that comes first here go first
 * @param threads at least 1; the result does not depend on it
 */
@SuppressWarnings("ArrayRecordComponent") // compared by no one; the arrays are copied on the way in
public record Settings(
    double[] iouThresholds,
    double[] recallThresholds,
    int[] maxDetections,
    List<AreaRange> areaRanges,
    boolean useCategories,
    long[] imageIds,
    long[] categoryIds,
    int threads) {

  /** Copies, sorts where pycocotools does, and checks. */
  public Settings {
    iouThresholds = fractions("iouThresholds", iouThresholds);
    recallThresholds = fractions("recallThresholds", recallThresholds);
    maxDetections = maxDetections.clone();
    Arrays.sort(maxDetections);
    areaRanges = List.copyOf(areaRanges);
    imageIds = imageIds == null ? null : Arrays.stream(imageIds).sorted().distinct().toArray();
    categoryIds = categoryIds == null ? null : Arrays.stream(categoryIds).distinct().toArray();
    require(iouThresholds.length <= 64, "iouThresholds: at most 64");
    require(maxDetections.length > 0 && maxDetections[0] > 0, "maxDetections: 1 or more each");
    require(!areaRanges.isEmpty() && areaRanges.size() <= 64, "areaRanges: from 1 to 64");
    require(threads >= 1, "threads: at least 1, is " + threads);
  }

  /** COCO's own: 10 IoU thresholds, 101 recalls, 1 / 10 / 100 detections, 4 areas, one thread. */
  public static Settings coco() {
    return new Settings(
        linspace(0.5, 0.95, 10),
        linspace(0, 1, 101),
        new int[] {1, 10, 100},
        AreaRange.COCO,
        true,
        null,
        null,
        1);
  }

  /** The same on another number of threads. */
  public Settings withThreads(int count) {
    return new Settings(
        iouThresholds,
        recallThresholds,
        maxDetections,
        areaRanges,
        useCategories,
        imageIds,
        categoryIds,
        count);
  }

  /** The same with categories told apart or pooled. */
  public Settings withCategories(boolean use) {
    return new Settings(
        iouThresholds,
        recallThresholds,
        maxDetections,
        areaRanges,
        use,
        imageIds,
        categoryIds,
        threads);
  }

  /** The same on some images only. */
  public Settings onImages(long... ids) {
    return new Settings(
        iouThresholds,
        recallThresholds,
        maxDetections,
        areaRanges,
        useCategories,
        ids,
        categoryIds,
        threads);
  }

  /** The same on some categories only. */
  public Settings onCategories(long... ids) {
    return new Settings(
        iouThresholds,
        recallThresholds,
        maxDetections,
        areaRanges,
        useCategories,
        imageIds,
        ids,
        threads);
  }

  /** numpy's: i * step + start, and the end itself, which decides the last bits. */
  static double[] linspace(double start, double end, int count) {
    double[] values = new double[count];
    double step = (end - start) / (count - 1);
    for (int i = 0; i < count; i++) {
      values[i] = i * step + start;
    }
    values[count - 1] = end;
    return values;
  }

  private static double[] fractions(String name, double[] values) {
    require(values.length > 0, name + ": at least one");
    for (double value : values) {
      require(value >= 0 && value <= 1, name + ": from 0 to 1, has " + value);
    }
    return values.clone();
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new CocoException("evaluation settings: " + message);
    }
  }
}
