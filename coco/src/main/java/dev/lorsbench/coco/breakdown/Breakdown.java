package dev.lorsbench.coco.breakdown;

import dev.lorsbench.coco.dataset.AnnotationTable;
import dev.lorsbench.coco.dataset.CocoCategory;
import dev.lorsbench.coco.dataset.InstancesFile;
import dev.lorsbench.coco.eval.AreaRange;
import dev.lorsbench.coco.eval.CocoEvaluator;
import dev.lorsbench.coco.eval.CocoResult;
import dev.lorsbench.coco.eval.Detections;
import dev.lorsbench.coco.eval.GroundTruth;
import dev.lorsbench.coco.eval.Settings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Where a detector is strong and where it is weak. */
public final class Breakdown {
  /** Square roots of the areas that part the sizes; COCO's own bounds, 32 and 96, among them. */
  private static final int[] SIDES = {16, 32, 64, 96, 192, 384};

  /** The most objects that an image of each part but the last may hold. */
  private static final int[] OBJECTS = {2, 5, 10, 20};

  private final AnnotationTable table;
  private final GroundTruth truth;
  private final Detections detections;
  private final int threads;

  /** The rows of the objects, those of known images and categories that are no crowds. */
  private final List<Integer> rows = new ArrayList<>();

  /** Objects of each image that has any. */
  private final Map<Long, Integer> objects = new HashMap<>();

  /**
   * Of one set of detections.
   *
   * @param threads at least 1
   */
  public Breakdown(InstancesFile file, Detections detections, int threads) {
    this.table = file.annotations();
    this.truth = GroundTruth.of(file);
    this.detections = detections;
    this.threads = threads;
    Set<Long> categories =
        file.categories().stream().map(CocoCategory::id).collect(Collectors.toSet());
    Set<Long> images = file.images().stream().map(i -> i.id()).collect(Collectors.toSet());
    for (int row = 0; row < table.size(); row++) {
      if (!table.crowd(row)
          && categories.contains(table.categoryId(row))
          && images.contains(table.imageId(row))) {
        rows.add(row);
        objects.merge(table.imageId(row), 1, Integer::sum);
      }
    }
  }

  /**
   * AP by the square root of the objects' annotated area, as COCO's small, medium and large but
   * finer. Each part takes its lower bound and leaves out the upper, so that every object is in one
   * part.
   */
  public List<Slice> bySize() {
    List<AreaRange> ranges = new ArrayList<>();
    double least = 0;
    for (int i = 0; i <= SIDES.length; i++) {
      boolean last = i == SIDES.length;
      double most = last ? Double.MAX_VALUE : (double) SIDES[i] * SIDES[i];
      String label =
          last ? SIDES[i - 1] + "+" : i == 0 ? "< " + SIDES[0] : SIDES[i - 1] + "-" + SIDES[i];
      ranges.add(new AreaRange(label, least, last ? most : Math.nextDown(most)));
      least = most;
    }
    CocoResult result = evaluate(ranges, null);
    List<Slice> slices = new ArrayList<>();
    for (int a = 0; a < ranges.size(); a++) {
      slices.add(sized(ranges.get(a), Mean.precision(result, a)));
    }
    return slices;
  }

  private Slice sized(AreaRange range, double ap) {
    Set<Long> images = new HashSet<>();
    int count = 0;
    for (int row : rows) {
      if (table.area(row) >= range.least() && table.area(row) <= range.most()) {
        images.add(table.imageId(row));
        count++;
      }
    }
    return new Slice(range.label(), images.size(), count, ap);
  }

  /**
   * AP by crowding: images are parted by how many objects of any category they hold, and each part
   * is evaluated by itself. Images without objects are in none.
   */
  public List<Slice> byCrowding() {
    List<Slice> slices = new ArrayList<>();
    int least = 1;
    for (int i = 0; i <= OBJECTS.length; i++) {
      boolean last = i == OBJECTS.length;
      int most = last ? Integer.MAX_VALUE : OBJECTS[i];
      slices.add(crowded(least, most, last ? least + "+" : least + "-" + most));
      least = last ? least : most + 1;
    }
    return slices;
  }

  private Slice crowded(int least, int most, String label) {
    Set<Long> images = new TreeSet<>();
    int count = 0;
    for (Map.Entry<Long, Integer> image : objects.entrySet()) {
      if (image.getValue() >= least && image.getValue() <= most) {
        images.add(image.getKey());
        count += image.getValue();
      }
    }
    if (images.isEmpty()) {
      return new Slice(label, 0, 0, -1);
    }
    long[] ids = images.stream().mapToLong(id -> id).toArray();
    double ap = Mean.precision(evaluate(AreaRange.COCO.subList(0, 1), ids), 0);
    return new Slice(label, images.size(), count, ap);
  }

  private CocoResult evaluate(List<AreaRange> ranges, long[] images) {
    Settings coco = Settings.coco();
    Settings settings =
        new Settings(
            coco.iouThresholds(),
            coco.recallThresholds(),
            new int[] {100},
            ranges,
            true,
            images,
            null,
            threads);
    return CocoEvaluator.evaluate(truth, detections, settings);
  }
}
