package dev.lorsbench.coco.eval;

import dev.lorsbench.coco.CocoException;
import dev.lorsbench.coco.dataset.AnnotationTable;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Ground truth and detections resolved to the chosen images and categories, and grouped. */
final class Problem {
  final Settings settings;
  final GroundTruth truth;
  final Detections detections;
  final long[] imageIds;
  final long[] categoryIds;

  /** Index of the chosen image of each row, or -1. */
  final int[] truthImage;

  final int[] detectionImage;
  final Grouping truthGroups;
  final Grouping detectionGroups;

  /**
   * @param part the images of a part of the evaluation, or null for all
   */
  Problem(GroundTruth truth, Detections detections, Settings settings, long[] part) {
    this.settings = settings;
    this.truth = truth;
    this.detections = detections;
    requireKnownImages();
    Ids evaluated = chosen(truth.images, settings.imageIds(), "image");
    Ids images = chosen(evaluated, part, "image");
    Ids categories = chosen(truth.categories, settings.categoryIds(), "category");
    boolean pooled = !settings.useCategories();
    imageIds = images.sorted;
    categoryIds = pooled ? new long[] {-1} : categories.sorted;
    AnnotationTable table = truth.annotations;
    truthImage = places(table.size(), row -> images.indexOf(table.imageId(row)));
    IntUnaryOperator order = pooled ? asGiven(categories) : index -> index;
    int[] truthCategory =
        places(table.size(), row -> order.applyAsInt(categories.indexOf(table.categoryId(row))));
    int[] rows =
        truth.standIns == null
            ? places(table.size(), row -> row)
            : stoodIn(evaluated, truthCategory, pooled);
    truthGroups =
        Grouping.of(rows, truthImage, truthCategory, images.size(), categories.size(), pooled);
    detectionImage = places(detections.size, row -> images.indexOf(detections.imageId[row]));
    int[] detectionCategory =
        places(
            detections.size,
            row -> order.applyAsInt(categories.indexOf(detections.categoryId[row])));
    detectionGroups =
        Grouping.of(
            places(detections.size, row -> row),
            detectionImage,
            detectionCategory,
            images.size(),
            categories.size(),
            pooled);
  }

  /** From the ascending order of the chosen categories to the order in which they were given. */
  private IntUnaryOperator asGiven(Ids categories) {
    long[] given = settings.categoryIds() == null ? categories.sorted : settings.categoryIds();
    int[] order = new int[given.length];
    for (int i = 0; i < given.length; i++) {
      order[categories.indexOf(given[i])] = i;
    }
    return index -> index < 0 ? -1 : order[index];
  }

  private static int[] places(int rows, IntUnaryOperator place) {
    int[] places = new int[rows];
    Arrays.setAll(places, place);
    return places;
  }

  /** The image of a detection at a place of the grouping. */
  int detectionImageAt(int place) {
    return detectionImage[detectionGroups.order()[place]];
  }

  /** The end of the run of one image in which a place of the grouping of detections lies. */
  int detectionRunEnd(int place, int end) {
    return Grouping.runEnd(detectionGroups.order(), place, end, detectionImage);
  }

  /** The end of the ground truths within [from, to) whose image comes before the given one. */
  int truthsBefore(int image, int from, int to) {
    int at = from;
    while (at < to && truthImage[truthGroups.order()[at]] < image) {
      at++;
    }
    return at;
  }

  private void requireKnownImages() {
    long[] unknown =
        Arrays.stream(detections.imageId, 0, detections.size)
            .filter(id -> !truth.images.contains(id))
            .distinct()
            .toArray();
    if (unknown.length > 0) {
      throw new CocoException(
          "detections of images that the ground truth does not have: " + listed(unknown));
    }
  }

  /** The wanted ids, all if null; each must be among all. */
  static Ids chosen(Ids all, long[] wanted, String what) {
    if (wanted == null) {
      return all;
    }
    long[] unknown = LongStream.of(wanted).filter(id -> !all.contains(id)).toArray();
    if (unknown.length > 0) {
      throw new CocoException("the ground truth has no such " + what + " ids: " + listed(unknown));
    }
    return new Ids(wanted);
  }

  private static String listed(long[] ids) {
    String first =
        LongStream.of(ids).limit(5).mapToObj(Long::toString).collect(Collectors.joining(", "));
    return ids.length <= 5 ? first : first + " and " + (ids.length - 5) + " more";
  }

  /**
   * With annotation ids that occur twice pycocotools walks the images in order, and takes for each
   * annotation the last one with its id, whichever image and category that has.
   */
  private int[] stoodIn(Ids images, int[] category, boolean pooled) {
    AnnotationTable table = truth.annotations;
    IntUnaryOperator wanted =
        row -> !pooled && category[row] < 0 ? -1 : images.indexOf(table.imageId(row));
    int[] rows = places(table.size(), row -> row);
    int[] image = places(table.size(), wanted);
    int[] walked = Grouping.of(rows, image, new int[rows.length], images.size(), 1, false).order();
    return Arrays.stream(walked).map(row -> truth.standIns[row]).toArray();
  }
}
