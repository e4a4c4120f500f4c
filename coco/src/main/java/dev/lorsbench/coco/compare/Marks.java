package dev.lorsbench.coco.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which detections of a category are true positives at one threshold, and which count for nothing.
 */
final class Marks {
  /** Outcomes of a detection; 0 is a false positive. */
  static final byte HIT = 1;

  static final byte IGNORED = 2;

  /**
   * Detections of one outcome that nothing parts, as pairs of the first place and the place after
   * the last, this one as a complement where they count for nothing. Of a group of true positives
   * only the last one's precision can decide.
   */
  final int[] groups;

  /** What has to be taken copy by copy, in order. */
  final Run[] runs;

  /**
   * Detections that come again as a whole.
   *
   * @param groupsBefore how many groups stand before it
   * @param from its first place
   * @param outcomes of each of its detections
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Run(int groupsBefore, int from, byte[] outcomes) {}

  private Marks(int[] groups, Run[] runs) {
    this.groups = groups;
    this.runs = runs;
  }

  /**
   * Marks of places.
   *
   * @param runEnd of each place the end of its run
   */
  static Marks of(byte[] outcomes, int[] runEnd) {
    Groups groups = new Groups(outcomes.length);
    List<Run> runs = new ArrayList<>();
    for (int from = 0; from < outcomes.length; from = runEnd[from]) {
      int to = runEnd[from];
      if (to == from + 1 && outcomes[from] != 0) {
        groups.add(from, outcomes[from]);
      } else if (marked(outcomes, from, to)) {
        runs.add(new Run(groups.count(), from, Arrays.copyOfRange(outcomes, from, to)));
      }
    }
    return new Marks(groups.all(), runs.toArray(Run[]::new));
  }

  private static boolean marked(byte[] outcomes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (outcomes[i] != 0) {
        return true;
      }
    }
    return false;
  }

  private static final class Groups {
    private final int[] bounds;
    private int size;

    Groups(int places) {
      bounds = new int[2 * places];
    }

    void add(int place, byte outcome) {
      boolean hit = outcome == HIT;
      // A group goes on where its end is this place.
      if (size == 0 || bounds[size - 1] != (hit ? place : ~place)) {
        bounds[size] = place;
        size += 2;
      }
      bounds[size - 1] = hit ? place + 1 : ~(place + 1);
    }

    int count() {
      return size / 2;
    }

    int[] all() {
      return Arrays.copyOf(bounds, size);
    }
  }
}
