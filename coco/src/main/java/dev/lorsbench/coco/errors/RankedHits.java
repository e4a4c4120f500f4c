package dev.lorsbench.coco.errors;

import dev.lorsbench.coco.eval.ScoreOrder;
import java.util.Arrays;

/** Detections of one category with their scores, and whether each is right. */
final class RankedHits {
  private static final int RECALLS = 100;

  private int size;
  private double[] score = new double[16];
  private boolean[] hit = new boolean[16];

  void add(double score, boolean hit) {
    if (size == this.score.length) {
      this.score = Arrays.copyOf(this.score, 2 * size);
      this.hit = Arrays.copyOf(this.hit, 2 * size);
    }
    this.score[size] = score;
    this.hit[size++] = hit;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /**
   * The mean precision at 101 recalls, 0 without positives. Equal scores keep the order in which
   * they were added.
   */
  double ap(int positives) {
    if (positives == 0) {
      return 0;
    }
    int[] order = new int[size];
    Arrays.setAll(order, i -> i);
    ScoreOrder.sort(order, 0, size, score, new int[size]);
    double[] precision = new double[size];
    int[] hits = new int[size];
    int found = 0;
    for (int i = 0; i < size; i++) {
      found += hit[order[i]] ? 1 : 0;
      hits[i] = found;
      precision[i] = (double) found / (i + 1);
    }
    for (int i = size - 1; i > 0; i--) {
      precision[i - 1] = Math.max(precision[i - 1], precision[i]);
    }
    return mean(precision, hits, positives);
  }

  private static double mean(double[] precision, int[] hits, double positives) {
    double sum = 0;
    int next = 0;
    for (int r = 0; r <= RECALLS; r++) {
      double recall = (double) r / RECALLS;
      while (next < hits.length && hits[next] / positives < recall) {
        next++;
      }
      sum += next < hits.length ? precision[next] : 0;
    }
    return sum / (RECALLS + 1);
  }
}
