package dev.lorsbench.coco.eval;

import com.fasterxml.jackson.core.JsonToken;
import dev.lorsbench.coco.json.JsonCursor;
import java.nio.file.Path;

/** Reads a COCO results file as a stream. */
final class DetectionReader {
  private DetectionReader() {}

  static Detections read(Path file) {
    try (JsonCursor cursor = JsonCursor.open(file)) {
      Detections.Builder all = Detections.builder();
      double[] box = new double[4];
      cursor.expect(JsonToken.START_ARRAY, "", "an array of detections");
      while (cursor.nextElement()) {
        cursor.at("detections", all.size());
        cursor.require(JsonToken.START_OBJECT, "", "an object");
        one(cursor, box, all);
      }
      cursor.requireEnd();
      return all.build();
    }
  }

  private static void one(JsonCursor cursor, double[] box, Detections.Builder all) {
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
        case 1 -> image = cursor.nextWhole(name);
        case 2 -> category = cursor.nextWhole(name);
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
