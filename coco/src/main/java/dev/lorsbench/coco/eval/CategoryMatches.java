package dev.lorsbench.coco.eval;

import java.util.Arrays;
import java.util.List;

/**
 * What became of one category: its detections, image by image and in each by descending score, and
 * its ground truths, image by image. Images are indices into {@link Matching#imageIds()}; rows are
 * places in {@link Detections} and {@link GroundTruth}; IoU thresholds and area ranges are places
 * in {@link Settings}. Bits stand for IoU thresholds, the first is the lowest bit.
 */
public final class CategoryMatches {
  final Tally tally;
  private final long categoryId;
  private final int[] detectionRow;
  private final int[] truthRow;
  private final int[] truthImage;
  private final long[][] taken;

  /**
   * @param detectionRow of each detection of the tally
   * @param taken by area range and ground truth
   */
  CategoryMatches(
      long categoryId,
      Tally tally,
      int[] detectionRow,
      int[] truthRow,
      int[] truthImage,
      long[][] taken) {
    this.categoryId = categoryId;
    this.tally = tally;
    this.detectionRow = detectionRow;
    this.truthRow = truthRow;
    this.truthImage = truthImage;
    this.taken = taken;
  }

  static CategoryMatches joined(List<CategoryMatches> runs) {
    if (runs.size() == 1) {
      return runs.get(0);
    }
    long[][] taken = new long[runs.get(0).taken.length][];
    for (int a = 0; a < taken.length; a++) {
      int area = a;
      taken[a] = runs.stream().flatMapToLong(r -> Arrays.stream(r.taken[area])).toArray();
    }
    return new CategoryMatches(
        runs.get(0).categoryId,
        Tally.joined(runs.stream().map(r -> r.tally).toList()),
        runs.stream().flatMapToInt(r -> Arrays.stream(r.detectionRow, 0, r.size())).toArray(),
        runs.stream().flatMapToInt(r -> Arrays.stream(r.truthRow)).toArray(),
        runs.stream().flatMapToInt(r -> Arrays.stream(r.truthImage)).toArray(),
        taken);
  }

  /** The category's id; -1 where all are pooled. */
  public long categoryId() {
    return categoryId;
  }

  /** Detections within the highest limit of their image. */
  public int size() {
    return tally.size;
  }

  /** The image of a detection. */
  public int image(int detection) {
    return tally.image[detection];
  }

  /** The row of a detection. */
  public int detectionRow(int detection) {
    return detectionRow[detection];
  }

  /** The score of a detection. */
  public double score(int detection) {
    return tally.score[detection];
  }

  /** The place of a detection among those of its image and category, by score, from 0. */
  public int rank(int detection) {
    return tally.rank[detection];
  }

  /** The thresholds at which a detection took a ground truth, ignored ones too. */
  public long matched(int detection, int area) {
    int slot = tally.slot[detection];
    return slot < 0 ? 0 : tally.matched[area][slot];
  }

  /** The thresholds at which a detection is ignored: it counts neither for nor against. */
  public long ignored(int detection, int area) {
    int slot = tally.slot[detection];
    boolean outside = (tally.outside[detection] >>> area & 1) != 0;
    return slot >= 0 ? tally.ignored[area][slot] : outside ? -1L : 0;
  }

  /** Ground truths, ignored ones too. */
  public int truths() {
    return truthRow.length;
  }

  /** The image of a ground truth. */
  public int truthImage(int truth) {
    return truthImage[truth];
  }

  /** The row of a ground truth. */
  public int truthRow(int truth) {
    return truthRow[truth];
  }

  /** The thresholds at which a ground truth was taken by a detection. */
  public long taken(int truth, int area) {
    return taken[area][truth];
  }

  /** Ground truths that count in an area range: neither crowds nor outside it. */
  public int positives(int area) {
    return tally.positives(area);
  }

  /** The images of the ground truths that count in an area range, one entry for each. */
  public int[] positiveImages(int area) {
    int[] images = new int[positives(area)];
    int next = 0;
    for (int g = 0; g < tally.groups; g++) {
      int end = next + tally.positives[area][g];
      Arrays.fill(images, next, end, tally.groupImage[g]);
      next = end;
    }
    return images;
  }
}
