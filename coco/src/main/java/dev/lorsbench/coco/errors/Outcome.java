package dev.lorsbench.coco.errors;

import dev.lorsbench.coco.errors.ErrorReport.Loss;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * All that happened in all images, and AP before and after an oracle. A mended set holds the errors
 * first and the right detections after them, as the reference tool has it: this decides how equal
 * scores are ordered.
 */
final class Outcome {
  /**
   * A detection that is not right.
   *
   * @param counted false if it lies in a crowd and costs nothing
   * @param mended the category in which the oracle makes it right, or -1
   */
  private record Wrong(ErrorKind kind, int category, double score, boolean counted, int mended) {}

  private final List<Wrong> wrongs = new ArrayList<>();
  private final RankedHits[] found;
  private final List<List<Double>> right = new ArrayList<>();
  private final int[] objects;
  private final int[] unfound;
  private final int[] missed;

  Outcome(int categories) {
    found = ranked(categories);
    for (int k = 0; k < categories; k++) {
      right.add(new ArrayList<>());
    }
    objects = new int[categories];
    unfound = new int[categories];
    missed = new int[categories];
  }

  private static RankedHits[] ranked(int categories) {
    RankedHits[] ranked = new RankedHits[categories];
    Arrays.setAll(ranked, k -> new RankedHits());
    return ranked;
  }

  void right(int category, double score) {
    found[category].add(score, true);
    right.get(category).add(score);
  }

  void wrong(ErrorKind kind, int category, double score, boolean counted, int mended) {
    wrongs.add(new Wrong(kind, category, score, counted, mended));
    if (counted) {
      found[category].add(score, false);
    }
  }

  void object(int category, boolean taken, boolean mendable) {
    objects[category]++;
    unfound[category] += taken ? 0 : 1;
    missed[category] += taken || mendable ? 0 : 1;
  }

  ErrorReport report(double foreground, double background) {
    double before = mean(found, objects);
    Map<ErrorKind, Loss> kinds = new EnumMap<>(ErrorKind.class);
    for (ErrorKind kind : ErrorKind.values()) {
      // Fewer detections can lower the figure by a rounding of the recall; that is no cost.
      double gain = Math.max(0, gain(mended(kind), before));
      kinds.put(kind, new Loss(count(kind), gain));
    }
    double positives = gain(mean(rebuilt(wrong -> false, true), objects), before);
    double negatives = gain(mean(rebuilt(wrong -> false, false), without(unfound)), before);
    return new ErrorReport(foreground, background, before, kinds, positives, negatives);
  }

  /** Nothing is gained where no category is left to be measured. */
  private static double gain(double after, double before) {
    return after < 0 ? 0 : after - before;
  }

  private int count(ErrorKind kind) {
    return kind == ErrorKind.MISSED
        ? Arrays.stream(missed).sum()
        : (int) wrongs.stream().filter(wrong -> wrong.kind == kind).count();
  }

  private double mended(ErrorKind kind) {
    RankedHits[] hits = rebuilt(wrong -> wrong.kind == kind, false);
    return mean(hits, kind == ErrorKind.MISSED ? without(missed) : objects);
  }

  private int[] without(int[] fewer) {
    int[] left = objects.clone();
    Arrays.setAll(left, k -> objects[k] - fewer[k]);
    return left;
  }

  /**
   * @param mends which errors the oracle mends
   * @param flat right ones score 1 and wrong ones 0
   */
  private RankedHits[] rebuilt(Predicate<Wrong> mends, boolean flat) {
    RankedHits[] hits = ranked(found.length);
    for (Wrong wrong : wrongs) {
      if (mends.test(wrong)) {
        if (wrong.mended >= 0) {
          hits[wrong.mended].add(wrong.score, true);
        }
      } else if (wrong.counted) {
        hits[wrong.category].add(flat ? 0 : wrong.score, false);
      }
    }
    for (int k = 0; k < hits.length; k++) {
      for (double score : right.get(k)) {
        hits[k].add(flat ? 1 : score, true);
      }
    }
    return hits;
  }

  private double mean(RankedHits[] hits, int[] positives) {
    double sum = 0;
    int categories = 0;
    for (int k = 0; k < hits.length; k++) {
      if (objects[k] > 0 && (positives[k] > 0 || !hits[k].isEmpty())) {
        sum += hits[k].ap(positives[k]);
        categories++;
      }
    }
    return categories == 0 ? -1 : sum / categories;
  }
}
