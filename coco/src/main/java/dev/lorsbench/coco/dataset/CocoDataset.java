package dev.lorsbench.coco.dataset;

import dev.lorsbench.coco.CocoException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A COCO instances file, checked in full: every id is unique and resolves, every box is sound. */
public final class CocoDataset {
  private final Path file;
  private final List<CocoImage> images;
  private final List<CocoCategory> categories;
  private final List<CocoAnnotation> annotations;
  private final List<List<CocoAnnotation>> byImage;

  private CocoDataset(
      Path file,
      List<CocoImage> images,
      List<CocoCategory> categories,
      List<CocoAnnotation> annotations) {
    this.file = file;
    this.images = List.copyOf(images);
    this.categories = List.copyOf(categories);
    this.annotations = List.copyOf(annotations);
    this.byImage = group(images.size(), annotations);
  }

  /**
   * Reads an instances file, plain or gzipped.
   *
   * @throws CocoException in one line with the file, the annotation, image or category, and the
   *     field, if it cannot be read, is not such a file, has no images or no categories, an id
   *     twice, an id that leads nowhere, or a box that is negative or not finite
   */
  public static CocoDataset read(Path json) {
    InstancesFile raw = InstancesFile.read(json);
    require(
        !raw.imageIds().any() && !raw.categoryIds().any(),
        json + ": ids are texts; cocoeval takes them, all else needs whole numbers");
    List<CocoCategory> categories = new ArrayList<>(raw.categories());
    categories.sort(Comparator.comparingLong(CocoCategory::id));
    Map<Long, Integer> categoryOf = categoryIndex(json, categories);
    Map<Long, Integer> imageOf = imageIndex(json, raw.images());
    return new CocoDataset(json, raw.images(), categories, resolve(raw, imageOf, categoryOf));
  }

  private static Map<Long, Integer> categoryIndex(Path json, List<CocoCategory> categories) {
    Map<Long, Integer> index = new HashMap<>();
    for (CocoCategory category : categories) {
      String where = json + ": category " + category.id() + ": ";
      require(category.name() != null, where + "\"name\" is missing");
      require(index.put(category.id(), index.size()) == null, where + "\"id\" occurs twice");
    }
    require(!categories.isEmpty(), json + ": \"categories\" is empty");
    return index;
  }

  private static Map<Long, Integer> imageIndex(Path json, List<CocoImage> images) {
    Map<Long, Integer> index = new HashMap<>(images.size() * 2);
    for (CocoImage image : images) {
      String where = json + ": image " + image.id() + ": ";
      requireField(image.fileName() != null && !image.fileName().isEmpty(), where, "file_name");
      requireField(image.width() > 0, where, "width");
      requireField(image.height() > 0, where, "height");
      require(index.put(image.id(), index.size()) == null, where + "\"id\" occurs twice");
    }
    require(!images.isEmpty(), json + ": \"images\" is empty");
    return index;
  }

  private static List<CocoAnnotation> resolve(
      InstancesFile raw, Map<Long, Integer> imageOf, Map<Long, Integer> categoryOf) {
    AnnotationTable table = raw.annotations();
    List<CocoAnnotation> annotations = new ArrayList<>(table.size());
    Set<Long> ids = new HashSet<>(table.size() * 2);
    for (int row = 0; row < table.size(); row++) {
      String where = raw.file() + ": annotation " + table.id(row) + ": ";
      Integer image = imageOf.get(table.imageId(row));
      Integer category = categoryOf.get(table.categoryId(row));
      require(ids.add(table.id(row)), where + "\"id\" occurs twice");
      if (image == null) {
        throw new CocoException(
            where + "\"image_id\" " + table.imageId(row) + " is not in \"images\"");
      }
      if (category == null) {
        throw new CocoException(
            where + "\"category_id\" " + table.categoryId(row) + " is not in \"categories\"");
      }
      requireSound(table, row, where);
      annotations.add(
          new CocoAnnotation(
              table.id(row),
              image,
              category,
              table.box(row, 0),
              table.box(row, 1),
              table.box(row, 2),
              table.box(row, 3),
              table.area(row),
              table.crowd(row)));
    }
    return annotations;
  }

  private static void requireSound(AnnotationTable table, int row, String where) {
    if (table.box(row, 2) < 0 || table.box(row, 3) < 0) {
      throw new CocoException(
          where + "\"bbox\" has a negative size: " + table.box(row, 2) + " x " + table.box(row, 3));
    }
    if (table.area(row) < 0) {
      throw new CocoException(where + "\"area\" is negative: " + table.area(row));
    }
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new CocoException(message);
    }
  }

  private static void requireField(boolean holds, String where, String field) {
    if (!holds) {
      throw new CocoException(where + "\"" + field + "\" is missing");
    }
  }

  private static List<List<CocoAnnotation>> group(int images, List<CocoAnnotation> annotations) {
    List<List<CocoAnnotation>> groups = new ArrayList<>(images);
    for (int i = 0; i < images; i++) {
      groups.add(new ArrayList<>(4));
    }
    for (CocoAnnotation annotation : annotations) {
      groups.get(annotation.image()).add(annotation);
    }
    return Collections.unmodifiableList(groups);
  }

  /** The file that was read. */
  public Path file() {
    return file;
  }

  /** The images, in file order; never empty. */
  public List<CocoImage> images() {
    return images;
  }

  /** The categories, by ascending id; a class index of a model is a place in this list. */
  public List<CocoCategory> categories() {
    return categories;
  }

  /** All annotations, in file order. */
  public List<CocoAnnotation> annotations() {
    return annotations;
  }

  /**
   * The annotations of one image, in file order.
   *
   * @param image index into {@link #images()}
   */
  public List<CocoAnnotation> annotations(int image) {
    return Collections.unmodifiableList(byImage.get(image));
  }
}
