package dev.lorsbench.workers.evaluation;

import dev.lorsbench.coco.eval.CocoEvaluator;
import dev.lorsbench.coco.eval.CocoResult;
import dev.lorsbench.coco.eval.Detections;
import dev.lorsbench.coco.eval.GroundTruth;
import dev.lorsbench.coco.eval.Settings;
import dev.lorsbench.models.Detector;
import dev.lorsbench.workers.data.EvaluationImages;
import dev.lorsbench.workers.data.Sample;
import dev.lorsbench.workers.data.Split;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Runs a detector over a split and measures box AP: per image the 100 best (query, class) pairs,
 * mapped back to the image's own pixels. An image that may be skipped and cannot be read has no
 * detections; its objects count as missed.
 */
public final class Evaluator {
  private final Split split;
  private final EvaluationImages images;
  private final GroundTruth truth;

  /** Evaluates on the split, whose images come in batches. */
  public Evaluator(Split split, EvaluationImages images) {
    this.split = split;
    this.images = images;
    this.truth = GroundTruth.of(split.dataset());
  }

  /**
   * Evaluates.
   *
   * @param beforeBatch runs before each batch with the number of images done; may throw to stop
   */
  public CocoResult evaluate(Detector detector, IntConsumer beforeBatch) {
    return measure(detect(detector, beforeBatch));
  }

  /** Measures detections on this split. */
  public CocoResult measure(Detections found) {
    return CocoEvaluator.evaluate(truth, found, Settings.coco());
  }

  /**
   * Detects on every image.
   *
   * @param beforeBatch runs before each batch with the number of images done; may throw to stop
   */
  public Detections detect(Detector detector, IntConsumer beforeBatch) {
    Detections.Builder found = Detections.builder();
    int done = 0;
    for (List<Sample> batch : images.batches()) {
      beforeBatch.accept(done);
      detect(detector, batch, found);
      done += batch.size();
    }
    return found.build();
  }

  private void detect(Detector detector, List<Sample> batch, Detections.Builder found) {
    List<Sample> readable = images.load(batch);
    if (readable.isEmpty()) {
      return;
    }
    int count = readable.size();
    int size = images.size();
    var seen =
        dev.lorsbench.models.detect.Detections.of(
            detector, images.pixels(count), size, size, images.shapesHw(count));
    for (int i = 0; i < count; i++) {
      Sample sample = readable.get(i);
      double sx = (double) size / sample.width();
      double sy = (double) size / sample.height();
      for (int rank = 0; rank < seen.perImage(); rank++) {
        double x = seen.box(i, rank, 0) / sx;
        double y = seen.box(i, rank, 1) / sy;
        found.add(
            sample.imageId(),
            categoryId(seen.label(i, rank)),
            seen.score(i, rank),
            x,
            y,
            seen.box(i, rank, 2) / sx - x,
            seen.box(i, rank, 3) / sy - y);
      }
    }
  }

  private long categoryId(int label) {
    return split.dataset().categories().get(label).id();
  }
}
