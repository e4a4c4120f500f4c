package dev.lorsbench.coco.eval;

import java.util.Arrays;

/** Distinct ids in ascending order, and where each stands: an open-addressing table of longs. */
final class Ids {
  final long[] sorted;
  private final int[] slots;
  private final int mask;

  /**
   * @param ids in any order, with or without repetition
   */
  Ids(long[] ids) {
    sorted = Arrays.stream(ids).sorted().distinct().toArray();
    int capacity = Integer.highestOneBit(Math.max(2, sorted.length)) * 4;
    mask = capacity - 1;
    slots = new int[capacity];
    for (int i = 0; i < sorted.length; i++) {
      int slot = slot(sorted[i]);
      while (slots[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = i + 1;
    }
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
