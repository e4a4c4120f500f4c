package dev.lorsbench.coco.eval;

import dev.lorsbench.coco.dataset.AnnotationTable;
import dev.lorsbench.coco.dataset.CocoAnnotation;
import dev.lorsbench.coco.dataset.CocoCategory;
import dev.lorsbench.coco.dataset.CocoDataset;
import dev.lorsbench.coco.dataset.CocoImage;
import dev.lorsbench.coco.dataset.InstancesFile;
import dev.lorsbench.coco.dataset.TextIds;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;

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

  private final Map<Long, String> names;
  private final Optional<TextIds> texts;

  private GroundTruth(
      long[] imageIds,
      long[] categoryIds,
      Map<Long, String> names,
      AnnotationTable annotations,
      Optional<TextIds> texts) {
    this.texts = texts;
    this.images = new Ids(imageIds);
    this.categories = new Ids(categoryIds);
    this.names = names;
    this.annotations = annotations;
    this.standIns = standIns(annotations);
  }

  /**
   * Reads an instances file, plain or gzipped.
   *
   * @throws dev.lorsbench.coco.CocoException in one line, if it is not one
   */
  public static GroundTruth read(Path file) {
    return of(InstancesFile.read(file));
  }

  /** From an instances file that was read before. */
  public static GroundTruth of(InstancesFile raw) {
    return of(raw.images(), raw.categories(), raw.annotations(), Optional.of(raw.categoryIds()));
  }

  /**
   * Waits for what another thread reads.
   *
   * @throws dev.lorsbench.coco.CocoException as the thread, or if it is interrupted
   */
  public static <T> T waited(Future<T> reading) {
    return Workers.result(reading);
  }

  /**
   * From columns.
   *
   * @param imageIds every image, with or without annotations
   * @param categoryIds every category
   */
  public static GroundTruth of(long[] imageIds, long[] categoryIds, AnnotationTable annotations) {
    return new GroundTruth(imageIds, categoryIds, Map.of(), annotations, Optional.empty());
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
    return of(dataset.images(), dataset.categories(), table, Optional.empty());
  }

  private static GroundTruth of(
      List<CocoImage> images,
      List<CocoCategory> categories,
      AnnotationTable annotations,
      Optional<TextIds> texts) {
    Map<Long, String> names = new HashMap<>();
    categories.forEach(category -> names.put(category.id(), category.name()));
    return new GroundTruth(
        images.stream().mapToLong(CocoImage::id).toArray(),
        categories.stream().mapToLong(CocoCategory::id).toArray(),
        names,
        annotations,
        texts);
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

  /** The name of a category, its id as text if it has none. */
  public String categoryName(long id) {
    String name = names.get(id);
    return name == null ? Long.toString(id) : name;
  }

  /** The id of a category as its file has it: a whole number, or a text. */
  public Object categoryKey(long id) {
    Optional<String> text = texts.flatMap(t -> t.text(id));
    return text.isPresent() ? text.get() : (Object) id;
  }

  /** How many annotations, crowds among them. */
  public int size() {
    return annotations.size();
  }
}
