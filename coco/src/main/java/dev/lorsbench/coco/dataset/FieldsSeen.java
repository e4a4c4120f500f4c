package dev.lorsbench.coco.dataset;

import dev.lorsbench.coco.json.JsonCursor;

/** Which of the known fields of one object were read: refuses a second, demands a missing one. */
final class FieldsSeen {
  private final JsonCursor cursor;
  private final String[] known;
  private int seen;

  FieldsSeen(JsonCursor cursor, String... known) {
    this.cursor = cursor;
    this.known = known;
  }

  /** Starts on the next object. */
  void clear() {
    seen = 0;
  }

  /** The place of a field among the known ones, or -1. */
  int mark(String name) {
    for (int i = 0; i < known.length; i++) {
      if (known[i].equals(name)) {
        if ((seen & 1 << i) != 0) {
          throw cursor.error(name, "occurs twice");
        }
        seen |= 1 << i;
        return i;
      }
    }
    return -1;
  }

  void require(String... fields) {
    for (String field : fields) {
      for (int i = 0; i < known.length; i++) {
        if (known[i].equals(field) && (seen & 1 << i) == 0) {
          throw cursor.error(field, "is missing");
        }
      }
    }
  }
}
