package dev.lorsbench.coco.dataset;

import com.fasterxml.jackson.core.JsonToken;
import dev.lorsbench.coco.json.JsonCursor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A COCO instances file as it stands: well-formed and of the right types, but its ids neither
 * resolved nor checked. {@link CocoDataset} demands more, an evaluation does not.
 *
 * @param images width and height are -1 and the name null where the file has none
 * @param categories in file order
 * @param imageIds the texts that its ids of images are, if they are none of COCO's numbers
 * @param categoryIds the same of categories
 */
public record InstancesFile(
    Path file,
    List<CocoImage> images,
    List<CocoCategory> categories,
    AnnotationTable annotations,
    TextIds imageIds,
    TextIds categoryIds) {

  /** With ids that are whole numbers, as COCO has them. */
  InstancesFile(
      Path file,
      List<CocoImage> images,
      List<CocoCategory> categories,
      AnnotationTable annotations) {
    this(file, images, categories, annotations, new TextIds("images"), new TextIds("categories"));
  }

  /**
   * Reads a file, plain or gzipped, as a stream.
   *
   * @throws dev.lorsbench.coco.CocoException if it is not such a file
   */
  public static InstancesFile read(Path file) {
    return PlainInstances.read(file).orElseGet(() -> readSlowly(file));
  }

  /** Reads whatever is valid, and says what is not. */
  static InstancesFile readSlowly(Path file) {
    try (JsonCursor cursor = JsonCursor.open(file)) {
      cursor.expect(JsonToken.START_OBJECT, "", "an object with images, annotations, categories");
      InstancesFile read = readObject(cursor);
      cursor.requireEnd();
      return read;
    }
  }

  private static InstancesFile readObject(JsonCursor cursor) {
    List<CocoImage> images = null;
    List<CocoCategory> categories = null;
    AnnotationTable annotations = null;
    TextIds imageIds = new TextIds("images");
    TextIds categoryIds = new TextIds("categories");
    for (String name = cursor.nextField(); name != null; name = cursor.nextField()) {
      switch (name) {
        case "images" -> images = once(cursor, name, images, ImageReader.all(cursor, imageIds));
        case "categories" ->
            categories = once(cursor, name, categories, CategoryReader.all(cursor, categoryIds));
        case "annotations" ->
            annotations =
                once(
                    cursor, name, annotations, AnnotationReader.all(cursor, imageIds, categoryIds));
        default -> cursor.skipValue();
      }
      cursor.at("", 0);
    }
    InstancesFile read =
        new InstancesFile(
            cursor.file(),
            present(cursor, "images", images),
            present(cursor, "categories", categories),
            present(cursor, "annotations", annotations),
            imageIds,
            categoryIds);
    return read.settled(imageIds.settle(cursor), categoryIds.settle(cursor));
  }

  /** With the numbers that texts have in their order. */
  private InstancesFile settled(Map<Long, Long> image, Map<Long, Long> category) {
    if (image.isEmpty() && category.isEmpty()) {
      return this;
    }
    AnnotationTable table = new AnnotationTable();
    for (int row = 0; row < annotations.size(); row++) {
      double[] box = new double[4];
      for (int side = 0; side < 4; side++) {
        box[side] = annotations.box(row, side);
      }
      long of = annotations.imageId(row);
      long kind = annotations.categoryId(row);
      table.add(
          annotations.id(row),
          image.getOrDefault(of, of),
          category.getOrDefault(kind, kind),
          box,
          annotations.area(row),
          annotations.crowd(row));
    }
    return new InstancesFile(
        file,
        images.stream()
            .map(
                i ->
                    new CocoImage(
                        image.getOrDefault(i.id(), i.id()), i.fileName(), i.width(), i.height()))
            .toList(),
        categories.stream()
            .map(c -> new CocoCategory(category.getOrDefault(c.id(), c.id()), c.name()))
            .toList(),
        table,
        imageIds,
        categoryIds);
  }

  private static <T> T once(JsonCursor cursor, String name, T before, T now) {
    if (before != null) {
      cursor.at("", 0);
      throw cursor.error(name, "occurs twice");
    }
    return now;
  }

  private static <T> T present(JsonCursor cursor, String name, T value) {
    if (value == null) {
      throw cursor.error(name, "is missing");
    }
    return value;
  }

  private static final class ImageReader {
    private static List<CocoImage> all(JsonCursor cursor, TextIds ids) {
      List<CocoImage> images = new ArrayList<>();
      cursor.expect(JsonToken.START_ARRAY, "images", "an array");
      while (cursor.nextElement()) {
        cursor.at("images", images.size());
        cursor.require(JsonToken.START_OBJECT, "", "an object");
        images.add(one(cursor, ids));
      }
      return images;
    }

    private static CocoImage one(JsonCursor cursor, TextIds ids) {
      FieldsSeen seen = new FieldsSeen(cursor, "id", "file_name", "width", "height");
      long id = 0;
      String fileName = null;
      int width = -1;
      int height = -1;
      for (String name = cursor.nextField(); name != null; name = cursor.nextField()) {
        switch (seen.mark(name)) {
          case 0 -> {
            id = ids.next(cursor, name);
            cursor.named("image", id);
          }
          case 1 -> fileName = cursor.nextText(name);
          case 2 -> width = pixels(cursor, name);
          case 3 -> height = pixels(cursor, name);
          default -> cursor.skipValue();
        }
      }
      seen.require("id");
      return new CocoImage(id, fileName, width, height);
    }

    private static int pixels(JsonCursor cursor, String name) {
      long value = cursor.nextWhole(name);
      if (value < 1 || value > 1 << 20) {
        throw cursor.error(name, "must be from 1 to " + (1 << 20) + " pixels, is " + value);
      }
      return (int) value;
    }
  }

  private static final class CategoryReader {
    private static List<CocoCategory> all(JsonCursor cursor, TextIds ids) {
      List<CocoCategory> categories = new ArrayList<>();
      cursor.expect(JsonToken.START_ARRAY, "categories", "an array");
      while (cursor.nextElement()) {
        cursor.at("categories", categories.size());
        cursor.require(JsonToken.START_OBJECT, "", "an object");
        categories.add(one(cursor, ids));
      }
      return categories;
    }

    private static CocoCategory one(JsonCursor cursor, TextIds ids) {
      FieldsSeen seen = new FieldsSeen(cursor, "id", "name");
      long id = 0;
      String text = null;
      for (String name = cursor.nextField(); name != null; name = cursor.nextField()) {
        switch (seen.mark(name)) {
          case 0 -> {
            id = ids.next(cursor, name);
            cursor.named("category", id);
          }
          case 1 -> text = cursor.nextText(name);
          default -> cursor.skipValue();
        }
      }
      seen.require("id");
      return new CocoCategory(id, text);
    }
  }
}
