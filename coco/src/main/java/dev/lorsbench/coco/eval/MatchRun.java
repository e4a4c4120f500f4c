package dev.lorsbench.coco.eval;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of work: some images, one after the other, of one category. Ranges are of the groupings.
 *
 * @param category index
 */
record MatchRun(int category, int truthFrom, int truthTo, int detectionFrom, int detectionTo) {

  /** Cuts every category between images into runs of about so many detections, or a few more. */
  static List<List<MatchRun>> of(Problem problem, int detections) {
    List<List<MatchRun>> byCategory = new ArrayList<>();
    for (int k = 0; k < problem.categoryIds.length; k++) {
      byCategory.add(cut(problem, k, detections));
    }
    return byCategory;
  }

  private static List<MatchRun> cut(Problem problem, int category, int detections) {
    int t = problem.truthGroups.starts()[category];
    int truthEnd = problem.truthGroups.starts()[category + 1];
    int d = problem.detectionGroups.starts()[category];
    int end = problem.detectionGroups.starts()[category + 1];
    List<MatchRun> runs = new ArrayList<>();
    while (end - d > 2 * detections) {
      int to = problem.detectionRunEnd(d + detections, end);
      int truthTo = to < end ? problem.truthsBefore(problem.detectionImageAt(to), t, truthEnd) : t;
      if (to == end) {
        break;
      }
      runs.add(new MatchRun(category, t, truthTo, d, to));
      t = truthTo;
      d = to;
    }
    runs.add(new MatchRun(category, t, truthEnd, d, end));
    return runs;
  }
}
