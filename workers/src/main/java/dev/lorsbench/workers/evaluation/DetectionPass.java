package dev.lorsbench.workers.evaluation;

import dev.lorsbench.coco.dataset.CocoCategory;
import dev.lorsbench.coco.eval.Detections;
import dev.lorsbench.models.Detector;
import dev.lorsbench.workers.data.EvaluationImages;
import dev.lorsbench.workers.data.Sample;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * One pass of a detector over images: per image the 100 best (query, class) pairs, mapped back to
 * the image's own pixels. An image that may be skipped and cannot be read has no detections.
 *
 * @param categories in the order of the detector's class indices
 */
public record DetectionPass(List<CocoCategory> categories, EvaluationImages images) {
  public DetectionPass {
    categories = List.copyOf(categories);
  }

  /**
   * Detects on every image.
   *
   * @param beforeBatch runs before each batch with the number of images done; may throw to stop
   * @throws dev.lorsbench.coco.CocoException where a box or score is not finite
   */
  public Detections run(Detector detector, IntConsumer beforeBatch) {
    return run(detector, images.batches(), 0, beforeBatch);
  }

  /** Detects on some of the batches, {@code before} which so many images were done. */
  Detections run(
      Detector detector, List<List<Sample>> batches, int before, IntConsumer beforeBatch) {
    Detections.Builder found = Detections.builder();
    int done = before;
    for (List<Sample> batch : batches) {
      beforeBatch.accept(done);
      detect(detector, batch, found);
      done += batch.size();
    }
    return found.build();
  }

  private void detect(Detector detector, List<Sample> batch, Detections.Builder found) {
    EvaluationImages.Loaded loaded = images.load(batch);
    if (loaded.samples().isEmpty()) {
      return;
    }
    var seen =
        dev.lorsbench.models.detect.Detections.of(
            detector, loaded.pixels(), loaded.height(), loaded.width(), loaded.shapesHw());
    for (int i = 0; i < loaded.samples().size(); i++) {
      for (int rank = 0; rank < seen.perImage(); rank++) {
        add(found, loaded, seen, i, rank);
      }
    }
  }

  private void add(
      Detections.Builder found,
      EvaluationImages.Loaded loaded,
      dev.lorsbench.models.detect.Detections seen,
      int image,
      int rank) {
    Sample sample = loaded.samples().get(image);
    double sx = (double) loaded.shapesHw()[image][1] / sample.width();
    double sy = (double) loaded.shapesHw()[image][0] / sample.height();
    double x = seen.box(image, rank, 0) / sx;
    double y = seen.box(image, rank, 1) / sy;
    found.add(
        sample.imageId(),
        categories.get(seen.label(image, rank)).id(),
        seen.score(image, rank),
        x,
        y,
        seen.box(image, rank, 2) / sx - x,
        seen.box(image, rank, 3) / sy - y);
  }
}
