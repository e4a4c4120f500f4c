package dev.lorsbench.experiment;

/**
 * The metrics of one evaluation on the validation split: COCO's for boxes, top-1 for classes; -1
 * where undefined, as pycocotools has it, or another task's.
 *
 * @param step optimiser steps done
 * @param ap mean over IoU 0.50:0.95, in [0, 1] or -1
 * @param top1 share of the images whose best class is right, in [0, 1] or -1
 * @param seconds wall time of the evaluation
 */
public record Evaluation(
    long step,
    double ap,
    double ap50,
    double ap75,
    double apSmall,
    double apMedium,
    double apLarge,
    double top1,
    double seconds) {
  /** Of a detector. */
  public Evaluation(
      long step,
      double ap,
      double ap50,
      double ap75,
      double apSmall,
      double apMedium,
      double apLarge,
      double seconds) {
    this(step, ap, ap50, ap75, apSmall, apMedium, apLarge, -1, seconds);
  }

  /** Of a classifier. */
  public static Evaluation ofClasses(long step, double top1, double seconds) {
    return new Evaluation(step, -1, -1, -1, -1, -1, -1, top1, seconds);
  }

  /** The headline metric of a task. */
  public double score(TaskKind task) {
    return switch (task) {
      case DETECTION -> ap;
      case CLASSIFICATION -> top1;
    };
  }
}
