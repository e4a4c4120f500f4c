package dev.lorsbench.coco.eval;

import com.fasterxml.jackson.core.JsonToken;
import dev.lorsbench.coco.dataset.InstancesFile;
import dev.lorsbench.coco.json.JsonCursor;
import dev.lorsbench.files.Printable;
import java.nio.file.Path;

/** Reads a COCO results file as a stream. */
final class DetectionReader {
  private DetectionReader() {}

  /**
   * Reads a file.
   *
   * @param truth whose texts stand for ids; null where ids are numbers
   */
  static Detections read(Path file, InstancesFile truth) {
    try (JsonCursor cursor = JsonCursor.open(file)) {
      Detections.Builder all = Detections.builder();
      double[] box = new double[4];
      cursor.expect(JsonToken.START_ARRAY, "", "an array of detections");
      while (cursor.nextElement()) {
        cursor.at("detections", all.size());
        cursor.require(JsonToken.START_OBJECT, "", "an object");
        one(cursor, truth, box, all);
      }
      cursor.requireEnd();
      return all.build();
    }
  }

  private static void one(
      JsonCursor cursor, InstancesFile truth, double[] box, Detections.Builder all) {
    int seen = 0;
    long image = 0;
    long category = 0;
    double score = 0;
    for (String name = cursor.nextField(); name != null; name = cursor.nextField()) {
      int field = field(name);
      if ((seen & field) != 0) {
        throw cursor.error(name, "occurs twice");
      }
      seen |= field;
      switch (field) {
        case 1 -> image = image(cursor, name, truth);
        case 2 -> category = category(cursor, name, truth);
        case 4 -> cursor.nextBox(name, box);
        case 8 -> score = cursor.nextNumber(name);
        default -> cursor.skipValue();
      }
    }
    if (seen != 15) {
      throw cursor.error(missing(seen), "is missing");
    }
    all.add(image, category, score, box[0], box[1], box[2], box[3]);
  }

  private static long image(JsonCursor cursor, String field, InstancesFile truth) {
    if (truth == null || !truth.imageIds().any()) {
      return cursor.nextWhole(field);
    }
    String text = cursor.nextText(field);
    return truth
        .imageIds()
        .number(text)
        .orElseThrow(
            () ->
                cursor.error(
                    field,
                    "is " + Printable.quote(text) + ", and the ground truth has no such image"));
  }

  /** A category that the ground truth does not have does not count; 0 is none of its numbers. */
  private static long category(JsonCursor cursor, String field, InstancesFile truth) {
    return truth == null || !truth.categoryIds().any()
        ? cursor.nextWhole(field)
        : truth.categoryIds().number(cursor.nextText(field)).orElse(0L);
  }

  private static int field(String name) {
    return switch (name) {
      case "image_id" -> 1;
      case "category_id" -> 2;
      case "bbox" -> 4;
      case "score" -> 8;
      default -> 0;
    };
  }

  private static String missing(int seen) {
    return (seen & 1) == 0
        ? "image_id"
        : (seen & 2) == 0 ? "category_id" : (seen & 4) == 0 ? "bbox" : "score";
  }
}
