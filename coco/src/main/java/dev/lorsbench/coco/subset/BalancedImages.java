package dev.lorsbench.coco.subset;

import dev.lorsbench.coco.dataset.AnnotationTable;
import dev.lorsbench.coco.dataset.CocoImage;
import dev.lorsbench.coco.dataset.InstancesFile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Chooses images so that rare categories are not lost: again and again the category with the fewest
 * objects so far, of those that have images left, gets one of its images at random. Images without
 * objects are taken only if all others are.
 */
final class BalancedImages {
  private final AnnotationTable table;

  /** Objects by image, as rows of the table. */
  private final List<List<Integer>> objects = new ArrayList<>();

  /** Of each category the images that hold it, in random order. */
  private final Map<Long, Deque<Integer>> left = new HashMap<>();

  private final Map<Long, Integer> taken = new HashMap<>();
  private final List<Integer> shuffled = new ArrayList<>();
  private final BitSet chosen = new BitSet();

  private BalancedImages(InstancesFile file, long seed) {
    table = file.annotations();
    Map<Long, Integer> place = new HashMap<>();
    for (CocoImage image : file.images()) {
      place.put(image.id(), objects.size());
      shuffled.add(objects.size());
      objects.add(new ArrayList<>());
    }
    for (int row = 0; row < table.size(); row++) {
      Integer image = place.get(table.imageId(row));
      if (image != null && !table.crowd(row)) {
        objects.get(image).add(row);
      }
    }
    Collections.shuffle(shuffled, new Random(seed));
    for (int image : shuffled) {
      objects.get(image).stream()
          .map(table::categoryId)
          .distinct()
          .forEach(id -> left.computeIfAbsent(id, key -> new ArrayDeque<>()).add(image));
    }
    left.keySet().forEach(id -> taken.put(id, 0));
  }

  /** The places of the chosen images in their file; all if there are no more than wanted. */
  static BitSet choose(InstancesFile file, int wanted, long seed) {
    BalancedImages images = new BalancedImages(file, seed);
    while (images.chosen.cardinality() < wanted && images.takeRarest()) {}
    for (int image : images.shuffled) {
      if (images.chosen.cardinality() < wanted) {
        images.chosen.set(image);
      }
    }
    return images.chosen;
  }

  /** Takes an image of the rarest category; false where no category has an image left. */
  private boolean takeRarest() {
    long rarest = 0;
    boolean found = false;
    for (Map.Entry<Long, Deque<Integer>> category : left.entrySet()) {
      Deque<Integer> images = category.getValue();
      while (!images.isEmpty() && chosen.get(images.peek())) {
        images.remove();
      }
      if (!images.isEmpty() && (!found || rarer(category.getKey(), rarest))) {
        rarest = category.getKey();
        found = true;
      }
    }
    if (found) {
      take(left.get(rarest).remove());
    }
    return found;
  }

  /** Of equally rare ones that with the lower id, so that a map's order decides nothing. */
  private boolean rarer(long a, long b) {
    int order = Integer.compare(taken.get(a), taken.get(b));
    return order < 0 || order == 0 && a < b;
  }

  private void take(int image) {
    chosen.set(image);
    objects.get(image).forEach(row -> taken.merge(table.categoryId(row), 1, Integer::sum));
  }
}
