package dev.lorsbench.coco.eval;

import java.util.Arrays;

/**
 * Distinct ids in ascending order, and where each stands: a plain table where they lie close
 * together, an open-addressing one otherwise.
 */
final class Ids {
  final long[] sorted;
  private final long first;

  /** Place + 1 by id - first, or null. */
  private final int[] dense;

  /** Place + 1 in the open-addressing table, or null. */
  private final int[] slots;

  private final int mask;

  /**
   * @param ids in any order, with or without repetition
   */
  Ids(long[] ids) {
    sorted = distinct(ids);
    first = sorted.length == 0 ? 0 : sorted[0];
    // The difference of two longs may overflow, and is then negative.
    long span = sorted.length == 0 ? 0 : sorted[sorted.length - 1] - first;
    boolean close = span >= 0 && span < 16L * sorted.length + 1024;
    dense = close ? new int[(int) span + 1] : null;
    int capacity = Integer.highestOneBit(Math.max(2, sorted.length)) * 4;
    mask = capacity - 1;
    slots = close ? null : new int[capacity];
    for (int i = 0; i < sorted.length; i++) {
      if (close) {
        dense[(int) (sorted[i] - first)] = i + 1;
      } else {
        put(i);
      }
    }
  }

  private static long[] distinct(long[] ids) {
    long[] values = ids.clone();
    Arrays.sort(values);
    int count = 0;
    for (int i = 0; i < values.length; i++) {
      if (i == 0 || values[i] != values[i - 1]) {
        values[count++] = values[i];
      }
    }
    return Arrays.copyOf(values, count);
  }

  private void put(int place) {
    int slot = slot(sorted[place]);
    while (slots[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    slots[slot] = place + 1;
  }

  private int slot(long id) {
    long mixed = id * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 40) & mask;
  }

  int size() {
    return sorted.length;
  }

  /** The place of an id in the ascending order, or -1. */
  int indexOf(long id) {
    if (dense != null) {
      long at = id - first;
      return at >= 0 && at < dense.length ? dense[(int) at] - 1 : -1;
    }
    for (int slot = slot(id); slots[slot] != 0; slot = (slot + 1) & mask) {
      if (sorted[slots[slot] - 1] == id) {
        return slots[slot] - 1;
      }
    }
    return -1;
  }

  boolean contains(long id) {
    return indexOf(id) >= 0;
  }
}
