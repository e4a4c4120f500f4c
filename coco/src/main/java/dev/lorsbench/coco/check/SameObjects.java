package dev.lorsbench.coco.check;

import dev.lorsbench.coco.dataset.AnnotationTable;
import java.util.Arrays;

/** Finds annotations of one box, image and category. */
final class SameObjects {
  /** Takes an annotation and the first one that is the same. */
  interface Found {
    /** Both are rows. */
    void take(int row, int first);
  }

  private SameObjects() {}

  /** Crowds are regions; they are left out. */
  static void in(AnnotationTable table, Found found) {
    // Equal objects have equal hashes; sorted, they are neighbours. A million rows take 16 MB.
    long[] hashes = new long[table.size()];
    for (int row = 0; row < hashes.length; row++) {
      hashes[row] = (long) hash(table, row) << 32 | row;
    }
    Arrays.sort(hashes);
    for (int start = 0, end; start < hashes.length; start = end) {
      end = start + 1;
      while (end < hashes.length && hashes[end] >> 32 == hashes[start] >> 32) {
        end++;
      }
      group(table, hashes, start, end, found);
    }
  }

  private static void group(AnnotationTable table, long[] rows, int start, int end, Found found) {
    for (int i = start + 1; i < end; i++) {
      for (int j = start; j < i; j++) {
        if (same(table, (int) rows[i], (int) rows[j])) {
          found.take((int) rows[i], (int) rows[j]);
          break;
        }
      }
    }
  }

  private static int hash(AnnotationTable table, int row) {
    long hash = table.imageId(row) * 31 + table.categoryId(row);
    for (int side = 0; side < 4; side++) {
      hash = hash * 0x9E3779B97F4A7C15L + Double.doubleToLongBits(table.box(row, side));
      hash ^= hash >>> 29;
    }
    return (int) (hash ^ hash >>> 32);
  }

  private static boolean same(AnnotationTable table, int a, int b) {
    boolean same =
        table.imageId(a) == table.imageId(b)
            && table.categoryId(a) == table.categoryId(b)
            && !table.crowd(a)
            && !table.crowd(b);
    for (int side = 0; same && side < 4; side++) {
      same = table.box(a, side) == table.box(b, side);
    }
    return same;
  }
}
