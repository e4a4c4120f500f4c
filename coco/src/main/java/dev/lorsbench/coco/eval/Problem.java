package dev.lorsbench.coco.eval;

import dev.lorsbench.coco.CocoException;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Ground truth and detections resolved to the chosen images and categories, and grouped. */
final class Problem {
  final Settings settings;
  final GroundTruth truth;
  final Detections detections;
  final long[] categoryIds;

  /** Index of the chosen image of each row, or -1. */
  final int[] truthImage;

  final int[] detectionImage;
  final Grouping truthGroups;
  final Grouping detectionGroups;

  Problem(GroundTruth truth, Detections detections, Settings settings) {
    this.settings = settings;
    this.truth = truth;
    this.detections = detections;
    requireKnownImages();
    Ids images = chosen(truth.images, settings.imageIds(), "image");
    Ids categories = chosen(truth.categories, settings.categoryIds(), "category");
    boolean pooled = !settings.useCategories();
    categoryIds = pooled ? new long[] {-1} : categories.sorted;
    truthImage = new int[truth.size()];
    int[] truthCategory = new int[truth.size()];
    for (int row = 0; row < truth.size(); row++) {
      truthImage[row] = images.indexOf(truth.annotations.imageId(row));
      truthCategory[row] = categories.indexOf(truth.annotations.categoryId(row));
    }
    int[] rows =
        truth.standIns == null
            ? IntStream.range(0, truth.size()).toArray()
            : stoodIn(truthImage, truthCategory, images.size(), pooled);
    truthGroups =
        Grouping.of(rows, truthImage, truthCategory, images.size(), categories.size(), pooled);
    detectionImage = new int[detections.size];
    int[] detectionCategory = new int[detections.size];
    for (int row = 0; row < detections.size; row++) {
      detectionImage[row] = images.indexOf(detections.imageId[row]);
      detectionCategory[row] = categories.indexOf(detections.categoryId[row]);
    }
    detectionGroups =
        Grouping.of(
            IntStream.range(0, detections.size).toArray(),
            detectionImage,
            detectionCategory,
            images.size(),
            categories.size(),
            pooled);
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

  private static Ids chosen(Ids all, long[] wanted, String what) {
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
  private int[] stoodIn(int[] image, int[] category, int images, boolean pooled) {
    int[] wanted = new int[image.length];
    for (int row = 0; row < image.length; row++) {
      wanted[row] = !pooled && category[row] < 0 ? -1 : image[row];
    }
    int[] rows = IntStream.range(0, image.length).toArray();
    int[] walked = Grouping.of(rows, wanted, new int[image.length], images, 1, false).order();
    return Arrays.stream(walked).map(row -> truth.standIns[row]).toArray();
  }
}
