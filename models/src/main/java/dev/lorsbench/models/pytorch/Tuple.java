package dev.lorsbench.models.pytorch;

import java.util.List;

/**
 * A Python tuple. Equal only to itself: comparing by content would let a small pickle of tuples
 * within tuples cost any amount of time.
 */
final class Tuple {
  private final List<Object> items;

  Tuple(List<Object> items) {
    this.items = List.copyOf(items);
  }

  List<Object> items() {
    return items;
  }

  int size() {
    return items.size();
  }

  Object get(int i) {
    return items.get(i);
  }
}
