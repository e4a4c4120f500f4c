package dev.lorsbench.coco.dataset;

import com.fasterxml.jackson.core.JsonToken;
import dev.lorsbench.coco.json.JsonCursor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A COCO instances file as it stands: well-formed and of the right types, but its ids neither
 * resolved nor checked. {@link CocoDataset} demands more, an evaluation does not.
 *
 * @param images width and height are -1 and the name null where the file has none
 * @param categories in file order
 */
public record InstancesFile(
    Path file, List<CocoImage> images, List<CocoCategory> categories, AnnotationTable annotations) {

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
    for (String name = cursor.nextField(); name != null; name = cursor.nextField()) {
      switch (name) {
        case "images" -> images = once(cursor, name, images, ImageReader.all(cursor));
        case "categories" ->
            categories = once(cursor, name, categories, CategoryReader.all(cursor));
        case "annotations" ->
            annotations = once(cursor, name, annotations, AnnotationReader.all(cursor));
        default -> cursor.skipValue();
      }
      cursor.at("", 0);
    }
    return new InstancesFile(
        cursor.file(),
        present(cursor, "images", images),
        present(cursor, "categories", categories),
        present(cursor, "annotations", annotations));
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
    private static List<CocoImage> all(JsonCursor cursor) {
      List<CocoImage> images = new ArrayList<>();
      cursor.expect(JsonToken.START_ARRAY, "images", "an array");
      while (cursor.nextElement()) {
        cursor.at("images", images.size());
        cursor.require(JsonToken.START_OBJECT, "", "an object");
        images.add(one(cursor));
      }
      return images;
    }

    private static CocoImage one(JsonCursor cursor) {
      FieldsSeen seen = new FieldsSeen(cursor, "id", "file_name", "width", "height");
      long id = 0;
      String fileName = null;
      int width = -1;
      int height = -1;
      for (String name = cursor.nextField(); name != null; name = cursor.nextField()) {
        switch (seen.mark(name)) {
          case 0 -> {
            id = cursor.nextWhole(name);
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
    private static List<CocoCategory> all(JsonCursor cursor) {
      List<CocoCategory> categories = new ArrayList<>();
      cursor.expect(JsonToken.START_ARRAY, "categories", "an array");
      while (cursor.nextElement()) {
        cursor.at("categories", categories.size());
        cursor.require(JsonToken.START_OBJECT, "", "an object");
        categories.add(one(cursor));
      }
      return categories;
    }

    private static CocoCategory one(JsonCursor cursor) {
      FieldsSeen seen = new FieldsSeen(cursor, "id", "name");
      long id = 0;
      String text = null;
      for (String name = cursor.nextField(); name != null; name = cursor.nextField()) {
        switch (seen.mark(name)) {
          case 0 -> {
            id = cursor.nextWhole(name);
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
