package dev.lorsbench.coco.largeset;

import dev.lorsbench.coco.dataset.AnnotationTable;
import dev.lorsbench.coco.eval.Detections;
import dev.lorsbench.coco.eval.GroundTruth;
import java.io.IOException;
import java.util.stream.LongStream;

/**
 * Ground truth and detections of val2017's kind, made from a seed: every draw in the order in which
 * golden numbers were drawn.
 *
 * @param annotations those of the ground truth
 */
public record LargeSet(AnnotationTable annotations, GroundTruth truth, Detections detections) {
  private static final int CATEGORIES = 80;

  /** Draws so many images, ground truths and detections. */
  public static LargeSet of(long seed, int images, int truths, int count) {
    Splitmix u = new Splitmix(seed);
    AnnotationTable table = new AnnotationTable();
    for (int i = 0; i < truths; i++) {
      addTruth(table, i + 1, images, u);
    }
    Detections.Builder detections = Detections.builder();
    for (int i = 0; i < count; i++) {
      addDetection(detections, table, images, truths, u);
    }
    GroundTruth truth =
        GroundTruth.of(
            LongStream.rangeClosed(1, images).toArray(),
            LongStream.rangeClosed(1, CATEGORIES).toArray(),
            table);
    return new LargeSet(table, truth, detections.build());
  }

  /**
   * Writes the ground truth as an instances file.
   *
   * @param points corners of each annotation's polygon, 0 for none
   */
  public void writeTruth(Appendable out, int images, int points) throws IOException {
    out.append("{\"images\":[");
    for (int id = 1; id <= images; id++) {
      out.append(id > 1 ? ",\n" : "");
      out.append(
          "{\"id\":%d,\"width\":640,\"height\":480,\"file_name\":\"%d.jpg\"}".formatted(id, id));
    }
    out.append("],\"categories\":[");
    for (int id = 1; id <= CATEGORIES; id++) {
      out.append(id > 1 ? "," : "").append("{\"id\":%d,\"name\":\"c%d\"}".formatted(id, id));
    }
    out.append("],\"annotations\":[");
    for (int row = 0; row < truth.size(); row++) {
      out.append(row > 0 ? ",\n" : "").append(annotation(row, points));
    }
    out.append("]}\n");
  }

  private String annotation(int row, int points) {
    AnnotationTable t = annotations;
    StringBuilder polygon = new StringBuilder(points > 0 ? "\"segmentation\":[[" : "");
    for (int i = 0; i < points; i++) {
      polygon.append(i > 0 ? "," : "").append(t.box(row, 0) + i).append(',').append(t.box(row, 1));
    }
    return "{%s\"id\":%d,\"image_id\":%d,\"category_id\":%d,\"bbox\":[%s,%s,%s,%s],\"area\":%s,\"iscrowd\":%d}"
        .formatted(
            polygon.append(points > 0 ? "]]," : ""),
            t.id(row),
            t.imageId(row),
            t.categoryId(row),
            t.box(row, 0),
            t.box(row, 1),
            t.box(row, 2),
            t.box(row, 3),
            t.area(row),
            t.crowd(row) ? 1 : 0);
  }

  private static void addTruth(AnnotationTable table, long id, int images, Splitmix u) {
    long image = (long) (u.next() * images) + 1;
    long category = (long) (u.next() * u.next() * CATEGORIES) + 1;
    double w = 8 + u.next() * u.next() * 500;
    double h = 8 + u.next() * u.next() * 400;
    double x = u.next() * (w < 640 ? 640 - w : 0);
    double y = u.next() * (h < 480 ? 480 - h : 0);
    boolean crowd = u.next() < 0.01;
    double[] box = {q(x), q(y), q(w), q(h)};
    table.add(id, image, category, box, q(w) * q(h), crowd);
  }

  private static void addDetection(
      Detections.Builder detections, AnnotationTable table, int images, int truths, Splitmix u) {
    double a = u.next();
    int g = (int) (u.next() * truths);
    if (a < 0.25) {
      double bw = table.box(g, 2);
      double bh = table.box(g, 3);
      double e = 0.3 * u.next();
      double x = q(table.box(g, 0) + bw * e * (u.next() - .5) * 2);
      double y = q(table.box(g, 1) + bh * e * (u.next() - .5) * 2);
      double w = q(bw * (1 + e * (u.next() - .5) * 2));
      double h = q(bh * (1 + e * (u.next() - .5) * 2));
      double score = rounded(1 - 2 * e * u.next());
      detections.add(table.imageId(g), table.categoryId(g), score, x, y, w, h);
    } else {
      long image = (long) (u.next() * images) + 1;
      long category = (long) (u.next() * CATEGORIES) + 1;
      double x = q(500 * u.next());
      double y = q(400 * u.next());
      double w = q(5 + 150 * u.next());
      double h = q(5 + 150 * u.next());
      double score = rounded(0.6 * u.next() * u.next());
      detections.add(image, category, score, x, y, w, h);
    }
  }

  private static double q(double v) {
    return (long) (100 * v + 0.5) / 100.0;
  }

  private static double rounded(double score) {
    return Math.floor(100_000 * score + 0.5) / 100_000;
  }

  private static final class Splitmix {
    private long state;

    Splitmix(long seed) {
      state = seed;
    }

    double next() {
      state += 0x9E3779B97F4A7C15L;
      long z = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
      z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
      return ((z ^ (z >>> 31)) >>> 11) * 0x1p-53;
    }
  }
}
