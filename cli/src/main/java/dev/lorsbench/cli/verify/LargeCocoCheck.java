package dev.lorsbench.cli.verify;

import com.google.gson.JsonObject;
import dev.lorsbench.coco.dataset.AnnotationTable;
import dev.lorsbench.coco.eval.CocoEvaluator;
import dev.lorsbench.coco.eval.Detections;
import dev.lorsbench.coco.eval.GroundTruth;
import dev.lorsbench.coco.eval.Settings;
import java.util.stream.LongStream;

/** A COCO evaluation of the size of val2017, whose boxes are made from a seed. */
record LargeCocoCheck(JsonObject expected) implements Check {
  private static final int CLASSES = 80;

  @Override
  public void run(Measurements measured) {
    Made made = new Made(expected);
    int threads = Runtime.getRuntime().availableProcessors();
    CocoCheck.compare(
        measured,
        expected,
        CocoEvaluator.evaluate(
            made.truth(), made.detections(), Settings.coco().withThreads(threads)));
  }

  /** The set; every draw is in the order that the golden set was drawn in. */
  private static final class Made {
    private final int images;
    private final SplitMix random;
    private final AnnotationTable truths = new AnnotationTable();
    private final Detections.Builder found = Detections.builder();

    Made(JsonObject expected) {
      images = GoldenFile.at(expected, "images").getAsInt();
      random = new SplitMix(GoldenFile.at(expected, "seed").getAsLong());
      int boxes = GoldenFile.at(expected, "ground_truths").getAsInt();
      for (int i = 0; i < boxes; i++) {
        truth(i + 1);
      }
      int detections = GoldenFile.at(expected, "detections").getAsInt();
      for (int i = 0; i < detections; i++) {
        detection(boxes);
      }
    }

    GroundTruth truth() {
      return GroundTruth.of(
          LongStream.rangeClosed(1, images).toArray(),
          LongStream.rangeClosed(1, CLASSES).toArray(),
          truths);
    }

    Detections detections() {
      return found.build();
    }

    private void truth(long id) {
      long image = (long) (random.next() * images);
      long category = (long) (random.next() * random.next() * CLASSES);
      double w = 8 + random.next() * random.next() * 500;
      double h = 8 + random.next() * random.next() * 400;
      double x = random.next() * (w < 640 ? 640 - w : 0);
      double y = random.next() * (h < 480 ? 480 - h : 0);
      boolean crowd = random.next() < 0.01;
      double[] box = {rounded(x), rounded(y), rounded(w), rounded(h)};
      truths.add(id, image + 1, category + 1, box, box[2] * box[3], crowd);
    }

    private void detection(int boxes) {
      double a = random.next();
      int row = (int) (random.next() * boxes);
      if (a < 0.25) {
        near(row);
      } else {
        anywhere();
      }
    }

    private void near(int row) {
      double e = 0.3 * random.next();
      double bw = truths.box(row, 2);
      double bh = truths.box(row, 3);
      double x = rounded(truths.box(row, 0) + bw * e * (random.next() - .5) * 2);
      double y = rounded(truths.box(row, 1) + bh * e * (random.next() - .5) * 2);
      double w = rounded(bw * (1 + e * (random.next() - .5) * 2));
      double h = rounded(bh * (1 + e * (random.next() - .5) * 2));
      add(truths.imageId(row), truths.categoryId(row), 1 - 2 * e * random.next(), x, y, w, h);
    }

    private void anywhere() {
      long image = (long) (random.next() * images) + 1;
      long category = (long) (random.next() * CLASSES) + 1;
      double x = rounded(500 * random.next());
      double y = rounded(400 * random.next());
      double w = rounded(5 + 150 * random.next());
      double h = rounded(5 + 150 * random.next());
      double score = 0.6 * random.next() * random.next();
      add(image, category, score, x, y, w, h);
    }

    private void add(
        long image, long category, double score, double x, double y, double w, double h) {
      found.add(image, category, Math.floor(100_000 * score + 0.5) / 100_000, x, y, w, h);
    }

    /** To hundredths, halves up, towards zero for what is negative. */
    private static double rounded(double v) {
      double t = 100 * v + 0.5;
      return (t < 0 ? Math.ceil(t) : Math.floor(t)) / 100;
    }
  }
}
