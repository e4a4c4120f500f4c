package dev.lorsbench.coco.eval;

import dev.lorsbench.coco.dataset.AnnotationTable;
import dev.lorsbench.coco.dataset.CocoAnnotation;
import dev.lorsbench.coco.dataset.CocoDataset;
import dev.lorsbench.coco.dataset.InstancesFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What detections are measured against, as flat columns in file order. As lenient as pycocotools:
 * annotations of unknown images or categories do not count, degenerate boxes are taken as they are.
 */
public final class GroundTruth {
  final Ids images;
  final Ids categories;
  final AnnotationTable annotations;

  /** Of each row the last one with the same id, which pycocotools takes in its stead; or null. */
  final int[] standIns;

  private GroundTruth(Ids images, Ids categories, AnnotationTable annotations) {
    this.images = images;
    this.categories = categories;
    this.annotations = annotations;
    this.standIns = standIns(annotations);
  }

  /**
   * Reads an instances file, plain or gzipped.
   *
   * @throws dev.lorsbench.coco.CocoException in one line, if it is not one
   */
  public static GroundTruth read(Path file) {
    InstancesFile raw = InstancesFile.read(file);
    return new GroundTruth(
        new Ids(raw.images().stream().mapToLong(image -> image.id()).toArray()),
        new Ids(raw.categories().stream().mapToLong(category -> category.id()).toArray()),
        raw.annotations());
  }

  /**
   * From columns.
   *
   * @param imageIds every image, with or without annotations
   * @param categoryIds every category
   */
  public static GroundTruth of(long[] imageIds, long[] categoryIds, AnnotationTable annotations) {
    return new GroundTruth(new Ids(imageIds), new Ids(categoryIds), annotations);
  }

  /** From a data set that was read for training. */
  public static GroundTruth of(CocoDataset dataset) {
    AnnotationTable table = new AnnotationTable();
    for (CocoAnnotation a : dataset.annotations()) {
      table.add(
          a.id(),
          dataset.images().get(a.image()).id(),
          dataset.categories().get(a.category()).id(),
          new double[] {a.x(), a.y(), a.width(), a.height()},
          a.area(),
          a.crowd());
    }
    return new GroundTruth(
        new Ids(dataset.images().stream().mapToLong(image -> image.id()).toArray()),
        new Ids(dataset.categories().stream().mapToLong(category -> category.id()).toArray()),
        table);
  }

  private static int[] standIns(AnnotationTable table) {
    long[] ids = new long[table.size()];
    for (int row = 0; row < ids.length; row++) {
      ids[row] = table.id(row);
    }
    if (new Ids(ids).size() == ids.length) {
      return null;
    }
    Map<Long, Integer> last = new HashMap<>();
    for (int row = 0; row < ids.length; row++) {
      last.put(ids[row], row);
    }
    int[] standIns = new int[ids.length];
    for (int row = 0; row < ids.length; row++) {
      standIns[row] = last.get(ids[row]);
    }
    return standIns;
  }

  /** The distinct image ids, ascending. */
  public long[] imageIds() {
    return images.sorted.clone();
  }

  /** The distinct category ids, ascending. */
  public long[] categoryIds() {
    return categories.sorted.clone();
  }

  /** How many annotations, crowds among them. */
  public int size() {
    return annotations.size();
  }
}
