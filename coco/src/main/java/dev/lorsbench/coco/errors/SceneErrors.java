package dev.lorsbench.coco.errors;

import java.util.Arrays;
import java.util.function.IntPredicate;

/** Matches the detections of one image and says of each that is not right, why. */
final class SceneErrors {
  private final Scene scene;
  private final double foreground;
  private final double background;
  private final double[][] overlaps;

  /** Of each detection the object that it took, or -1. */
  private final int[] took;

  private final boolean[] taken;

  /** Of each object the detection that an oracle would mend to find it, or -1. */
  private final int[] mended;

  SceneErrors(Scene scene, double foreground, double background) {
    this.scene = scene;
    this.foreground = foreground;
    this.background = background;
    this.overlaps = scene.overlaps();
    this.took = new int[scene.score().length];
    this.taken = new boolean[scene.objectBox().length];
    this.mended = new int[scene.objectBox().length];
    Arrays.fill(mended, -1);
  }

  /** Adds everything that happened in the image. */
  void addTo(Outcome outcome) {
    match();
    ErrorKind[] kind = new ErrorKind[took.length];
    int[] blamed = new int[took.length];
    for (int d = 0; d < took.length; d++) {
      if (took[d] < 0) {
        blamed[d] = -1;
        kind[d] = explain(d, blamed);
      }
    }
    for (int d = 0; d < took.length; d++) {
      int category = scene.detectionCategory()[d];
      if (took[d] >= 0) {
        outcome.right(category, scene.score()[d]);
      } else {
        boolean counted = !scene.inCrowd(d, foreground);
        outcome.wrong(kind[d], category, scene.score()[d], counted, oracle(d, kind[d], blamed[d]));
      }
    }
    for (int g = 0; g < taken.length; g++) {
      outcome.object(scene.objectCategory()[g], taken[g], mended[g] >= 0);
    }
  }

  /** In descending score each detection takes the free object of its category that fits best. */
  private void match() {
    for (int d = 0; d < took.length; d++) {
      int detection = d;
      int best = best(d, g -> same(detection, g) && !taken[g]);
      took[d] = best >= 0 && overlaps[d][best] >= foreground ? best : -1;
      if (took[d] >= 0) {
        taken[best] = true;
      }
    }
  }

  private ErrorKind explain(int d, int[] blamed) {
    int own = best(d, g -> same(d, g));
    if (own >= 0 && overlaps[d][own] >= background && overlaps[d][own] <= foreground) {
      blame(d, own, blamed);
      return ErrorKind.LOCALISATION;
    }
    int other = best(d, g -> !same(d, g));
    if (other >= 0 && overlaps[d][other] >= foreground) {
      blame(d, other, blamed);
      return ErrorKind.CLASSIFICATION;
    }
    if (own >= 0 && overlaps[d][own] >= foreground) {
      return ErrorKind.DUPLICATE;
    }
    int any = best(d, g -> true);
    return any < 0 || overlaps[d][any] <= background ? ErrorKind.BACKGROUND : ErrorKind.BOTH;
  }

  /** An object that was not found can be found by mending one detection: the best-scoring one. */
  private void blame(int d, int object, int[] blamed) {
    blamed[d] = object;
    if (!taken[object] && mended[object] < 0) {
      mended[object] = d;
    }
  }

  /** The category in which the mended detection is right, or -1 where mending takes it away. */
  private int oracle(int d, ErrorKind kind, int blamed) {
    boolean mendable = kind == ErrorKind.LOCALISATION || kind == ErrorKind.CLASSIFICATION;
    return mendable && mended[blamed] == d ? scene.objectCategory()[blamed] : -1;
  }

  private boolean same(int d, int g) {
    return scene.detectionCategory()[d] == scene.objectCategory()[g];
  }

  /** Of the objects that qualify the one of highest IoU, of equal ones the first, or -1. */
  private int best(int d, IntPredicate qualifies) {
    int best = -1;
    for (int g = 0; g < taken.length; g++) {
      if (qualifies.test(g) && (best < 0 || overlaps[d][g] > overlaps[d][best])) {
        best = g;
      }
    }
    return best;
  }
}
