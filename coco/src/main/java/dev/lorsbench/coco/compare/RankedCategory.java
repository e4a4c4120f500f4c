package dev.lorsbench.coco.compare;

import dev.lorsbench.coco.eval.CategoryMatches;
import dev.lorsbench.coco.eval.ScoreOrder;
import java.util.Arrays;

/**
 * The detections of one category by descending score, laid out for resampling. A resampled set
 * holds the copies of an image side by side, so detections of one image with one score, a run, come
 * again as a whole: in a run of two the copies are 1 2 1 2 and not 1 1 2 2.
 */
final class RankedCategory {
  /** The image of each detection, as far down as anything depends on it. */
  final int[] image;

  /** By threshold. */
  final Marks[] marks;

  private RankedCategory(int[] image, Marks[] marks) {
    this.image = image;
    this.marks = marks;
  }

  static RankedCategory of(CategoryMatches matches, int thresholds) {
    int[] order = byScore(matches);
    int size = relevant(matches, order);
    int[] image = new int[size];
    for (int i = 0; i < size; i++) {
      image[i] = matches.image(order[i]);
    }
    int[] runEnd = runEnds(matches, order, size);
    Marks[] marks = new Marks[thresholds];
    for (int t = 0; t < thresholds; t++) {
      marks[t] = Marks.of(outcomes(matches, order, size, t), runEnd);
    }
    return new RankedCategory(image, marks);
  }

  private static int[] byScore(CategoryMatches matches) {
    int[] order = new int[matches.size()];
    double[] score = new double[matches.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
      score[i] = matches.score(i);
    }
    ScoreOrder.sort(order, 0, order.length, score, new int[order.length]);
    return order;
  }

  /** How many stand up to the last one that is no plain false positive, and to its run's end. */
  private static int relevant(CategoryMatches matches, int[] order) {
    int size = order.length;
    while (size > 0 && !marked(matches, order[size - 1])) {
      size--;
    }
    while (size > 0 && size < order.length && sameRun(matches, order[size - 1], order[size])) {
      size++;
    }
    return size;
  }

  private static boolean sameRun(CategoryMatches matches, int a, int b) {
    return matches.image(a) == matches.image(b) && matches.score(a) == matches.score(b);
  }

  private static boolean marked(CategoryMatches matches, int i) {
    return (matches.matched(i, 0) | matches.ignored(i, 0)) != 0;
  }

  /** Of each place: a true positive, a false one, or neither. */
  private static byte[] outcomes(CategoryMatches matches, int[] order, int size, int t) {
    byte[] outcomes = new byte[size];
    for (int i = 0; i < size; i++) {
      if ((matches.ignored(order[i], 0) >>> t & 1) != 0) {
        outcomes[i] = Marks.IGNORED;
      } else if ((matches.matched(order[i], 0) >>> t & 1) != 0) {
        outcomes[i] = Marks.HIT;
      }
    }
    return outcomes;
  }

  /** Of each place the end of its run. */
  private static int[] runEnds(CategoryMatches matches, int[] order, int size) {
    int[] ends = new int[size];
    for (int from = 0; from < size; ) {
      int to = from + 1;
      while (to < size && sameRun(matches, order[from], order[to])) {
        to++;
      }
      Arrays.fill(ends, from, to, to);
      from = to;
    }
    return ends;
  }
}
