package dev.lorsbench.coco.compare;

import java.util.Arrays;

/**
 * One precision-recall curve of a resampled set, read at the recalls. Reusable, of one thread.
 *
 * <p>Precision is taken at the end of each group of true positives alone, and after the last copy
 * of a detection alone: points before have a lower recall and no higher precision, so they never
 * decide. Where nothing of a group was drawn it is taken again, no higher than before.
 */
final class Curve {
  /** numpy's spacing(1), which pycocotools adds so that nothing is divided by 0. */
  private static final double EPSILON = Math.ulp(1.0);

  /**
   * By how many recalls are reached, the highest precision there; as bits, which are ordered as the
   * numbers are.
   */
  private final long[] highest;

  private int hits;
  private int passed;
  private int last;
  private long high;

  Curve(int recalls) {
    this.highest = new long[recalls + 1];
  }

  /**
   * Finds the highest precisions.
   *
   * @param upTo how many copies of detections stand before each place of the category
   * @param reached from {@code start} on, how many recalls a number of true positives reaches
   */
  void find(Marks marks, int[] upTo, int[] reached, int start) {
    Arrays.fill(highest, 0);
    hits = 0;
    passed = 0;
    last = -1;
    high = 0;
    int next = 0;
    for (Marks.Run run : marks.runs) {
      addGroups(marks.groups, next, run.groupsBefore(), upTo, reached, start);
      addRun(run, upTo, reached, start);
      next = run.groupsBefore();
    }
    addGroups(marks.groups, next, marks.groups.length / 2, upTo, reached, start);
  }

  /** Without a branch in the loop: which images were drawn is chance, and cannot be foreseen. */
  private void addGroups(int[] groups, int from, int to, int[] upTo, int[] reached, int start) {
    int hit = hits;
    int left = passed;
    int before = last;
    long best = high;
    for (int g = 2 * from; g < 2 * to; g += 2) {
      int ignored = groups[g + 1] >> 31;
      int end = upTo[groups[g + 1] ^ ignored];
      int copies = end - upTo[groups[g]];
      left += copies & ignored;
      hit += copies & ~ignored;
      int now = reached[start + hit];
      best = larger(best & same(now, before), precision(hit, end - left));
      highest[now] = best;
      before = now;
    }
    hits = hit;
    passed = left;
    last = before;
    high = best;
  }

  private void addRun(Marks.Run run, int[] upTo, int[] reached, int start) {
    int before = upTo[run.from()];
    int copies = upTo[run.from() + 1] - before;
    for (int copy = 0; copy < copies; copy++) {
      for (byte outcome : run.outcomes()) {
        before++;
        passed += outcome == Marks.IGNORED ? 1 : 0;
        hits += outcome == Marks.HIT ? 1 : 0;
        if (outcome == Marks.HIT) {
          int now = reached[start + hits];
          high = larger(high & same(now, last), precision(hits, before - passed));
          highest[now] = high;
          last = now;
        }
      }
    }
  }

  private static long precision(int hits, int counting) {
    return Double.doubleToRawLongBits(hits / (counting + EPSILON));
  }

  /** All ones if they are the same, else 0; the first is not below the second. */
  private static long same(int now, int before) {
    return (long) (now - before - 1) >> 63;
  }

  /** Math.max without its branch, of numbers that are not negative. */
  private static long larger(long a, long b) {
    long more = b - a;
    return a + (more & ~(more >> 63));
  }

  /** Reads the highest precision at or beyond each recall, 0 where it is not reached. */
  void read(double[] into, int from) {
    long best = 0;
    for (int r = highest.length - 1; r > 0; r--) {
      best = larger(best, highest[r]);
      into[from + r - 1] = Double.longBitsToDouble(best);
    }
  }
}
