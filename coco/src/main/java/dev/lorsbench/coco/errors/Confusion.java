package dev.lorsbench.coco.errors;

import dev.lorsbench.coco.CocoException;
import dev.lorsbench.coco.dataset.CocoCategory;
import dev.lorsbench.coco.dataset.InstancesFile;
import dev.lorsbench.coco.eval.Detections;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A confusion matrix of K categories and the background. Of each image the 100 best detections that
 * reach the score are taken by descending score, twice: first each takes the free object of its own
 * category that it fits best, as for AP; then those left over take what objects are left, of any
 * category. Objects that no detection takes were taken for background; detections that take nothing
 * stand on background, unless they lie in a crowd of their category, where they do not count.
 *
 * @param iou from which a detection and an object belong together
 * @param score from which detections are looked at
 * @param categories by ascending id
 * @param counts [K + 1][K + 1]: rows are what is there, columns what was detected, the background
 *     last; its own cell is 0
 */
@SuppressWarnings("ArrayRecordComponent") // a matrix to read, compared by no one
public record Confusion(double iou, double score, List<CocoCategory> categories, int[][] counts) {

  /**
   * Counts.
   *
   * @param iou in (0, 1]
   * @throws CocoException if detections name images that the ground truth does not have
   */
  public static Confusion of(InstancesFile truth, Detections detections, double iou, double score) {
    if (!(iou > 0 && iou <= 1) || Double.isNaN(score)) {
      throw new CocoException("confusion: IoU in (0, 1] and a score, are " + iou + " and " + score);
    }
    Scenes scenes = Scenes.of(truth, detections);
    int[][] inFileOrder = new int[scenes.categories() + 1][scenes.categories() + 1];
    scenes.all().forEach(scene -> count(scene, iou, score, inFileOrder));
    return sorted(iou, score, scenes.distinct(truth), inFileOrder);
  }

  private static void count(Scene scene, double iou, double score, int[][] counts) {
    int background = counts.length - 1;
    double[][] overlaps = scene.overlaps();
    boolean[] taken = new boolean[scene.objectBox().length];
    int[] took = new int[scene.score().length];
    Arrays.fill(took, -1);
    for (boolean own : new boolean[] {true, false}) {
      for (int d = 0; d < took.length && scene.score()[d] >= score; d++) {
        took[d] = took[d] >= 0 ? took[d] : best(scene, overlaps, d, taken, own, iou);
        if (took[d] >= 0) {
          taken[took[d]] = true;
        }
      }
    }
    for (int d = 0; d < took.length && scene.score()[d] >= score; d++) {
      int detected = scene.detectionCategory()[d];
      if (took[d] >= 0) {
        counts[scene.objectCategory()[took[d]]][detected]++;
      } else if (!scene.inCrowd(d, iou)) {
        counts[background][detected]++;
      }
    }
    for (int g = 0; g < taken.length; g++) {
      counts[scene.objectCategory()[g]][background] += taken[g] ? 0 : 1;
    }
  }

  private static int best(
      Scene scene, double[][] overlaps, int d, boolean[] taken, boolean own, double iou) {
    int best = -1;
    for (int g = 0; g < taken.length; g++) {
      boolean same = scene.objectCategory()[g] == scene.detectionCategory()[d];
      boolean free = !taken[g] && (same || !own) && overlaps[d][g] >= iou;
      if (free && (best < 0 || overlaps[d][g] > overlaps[d][best])) {
        best = g;
      }
    }
    return best;
  }

  private static Confusion sorted(
      double iou, double score, List<CocoCategory> categories, int[][] counts) {
    int background = categories.size();
    int[] order =
        IntStream.concat(
                IntStream.range(0, background)
                    .boxed()
                    .sorted(Comparator.comparingLong(k -> categories.get(k).id()))
                    .mapToInt(k -> k),
                IntStream.of(background))
            .toArray();
    int[][] sorted = new int[order.length][order.length];
    for (int row = 0; row < order.length; row++) {
      for (int column = 0; column < order.length; column++) {
        sorted[row][column] = counts[order[row]][order[column]];
      }
    }
    List<CocoCategory> byId =
        categories.stream().sorted(Comparator.comparingLong(CocoCategory::id)).toList();
    return new Confusion(iou, score, byId, sorted);
  }
}
