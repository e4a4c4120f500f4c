package dev.lorsbench.coco.dataset;

import com.fasterxml.jackson.core.JsonToken;
import dev.lorsbench.coco.json.JsonCursor;

/** Reads the annotations array of an instances file; segmentations are passed over. */
final class AnnotationReader {
  private static final String[] FIELDS = {
    "id", "image_id", "category_id", "bbox", "area", "iscrowd"
  };

  private AnnotationReader() {}

  static AnnotationTable all(JsonCursor cursor, TextIds images, TextIds categories) {
    AnnotationTable table = new AnnotationTable();
    FieldsSeen seen = new FieldsSeen(cursor, FIELDS);
    double[] box = new double[4];
    cursor.expect(JsonToken.START_ARRAY, "annotations", "an array");
    while (cursor.nextElement()) {
      cursor.at("annotations", table.size());
      cursor.require(JsonToken.START_OBJECT, "", "an object");
      seen.clear();
      one(cursor, seen, images, categories, box, table);
    }
    return table;
  }

  private static void one(
      JsonCursor cursor,
      FieldsSeen seen,
      TextIds images,
      TextIds categories,
      double[] box,
      AnnotationTable table) {
    long id = 0;
    long image = 0;
    long category = 0;
    double area = 0;
    boolean crowd = false;
    for (String name = cursor.nextField(); name != null; name = cursor.nextField()) {
      switch (seen.mark(name)) {
        case 0 -> {
          id = cursor.nextWhole(name);
          cursor.named("annotation", id);
        }
        case 1 -> image = images.next(cursor, name);
        case 2 -> category = categories.next(cursor, name);
        case 3 -> cursor.nextBox(name, box);
        case 4 -> area = cursor.nextNumber(name);
        case 5 -> crowd = crowd(cursor, name);
        default -> cursor.skipValue();
      }
    }
    seen.require("id", "image_id", "category_id", "bbox", "area");
    table.add(id, image, category, box, area, crowd);
  }

  private static boolean crowd(JsonCursor cursor, String name) {
    return switch (cursor.next()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> {
        double value = cursor.number(name);
        if (value != 0 && value != 1) {
          throw cursor.error(name, "must be 0 or 1, is " + value);
        }
        yield value == 1;
      }
    };
  }
}
