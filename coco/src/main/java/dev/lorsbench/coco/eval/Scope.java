package dev.lorsbench.coco.eval;

import dev.lorsbench.coco.dataset.AnnotationTable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What parts of one evaluation have in common.
 *
 * @param images all images of the evaluation
 * @param categoryIds ascending; only -1 where they are pooled
 * @param truths ground truths in the whole file
 * @param digest SHA-256 of everything that decides the result beside the detections
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole
record Scope(Settings settings, Ids images, long[] categoryIds, int truths, byte[] digest) {

  static Scope of(GroundTruth truth, Settings settings) {
    Ids images = Problem.chosen(truth.images, settings.imageIds(), "image");
    Ids categories = Problem.chosen(truth.categories, settings.categoryIds(), "category");
    long[] shown = settings.useCategories() ? categories.sorted : new long[] {-1};
    boolean ordered = !settings.useCategories() && settings.categoryIds() != null;
    long[] order = ordered ? settings.categoryIds() : categories.sorted;
    byte[] digest = digest(truth.annotations, settings, images.sorted, order);
    return new Scope(settings, images, shown, truth.size(), digest);
  }

  int areas() {
    return settings.areaRanges().size();
  }

  /** One bit an IoU threshold. */
  long everyThreshold() {
    return -1L >>> (64 - settings.iouThresholds().length);
  }

  /** Detections of an image and category that count at all. */
  int most() {
    return settings.maxDetections()[settings.maxDetections().length - 1];
  }

  private static byte[] digest(
      AnnotationTable table, Settings settings, long[] images, long[] categories) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      OutputStream nowhere = new DigestOutputStream(OutputStream.nullOutputStream(), sha);
      DataOutputStream out = new DataOutputStream(new java.io.BufferedOutputStream(nowhere, 8192));
      settings(settings, out);
      longs(images, out);
      longs(categories, out);
      for (int row = 0; row < table.size(); row++) {
        annotation(table, row, out);
      }
      out.flush();
      return sha.digest();
    } catch (NoSuchAlgorithmException | IOException e) {
      throw new AssertionError("every Java has SHA-256, and memory cannot fail", e);
    }
  }

  private static void settings(Settings settings, DataOutputStream out) throws IOException {
    doubles(settings.iouThresholds(), out);
    doubles(settings.recallThresholds(), out);
    out.writeInt(settings.maxDetections().length);
    for (int limit : settings.maxDetections()) {
      out.writeInt(limit);
    }
    out.writeInt(settings.areaRanges().size());
    for (AreaRange area : settings.areaRanges()) {
      out.writeUTF(area.label());
      out.writeDouble(area.least());
      out.writeDouble(area.most());
    }
    out.writeBoolean(settings.useCategories());
  }

  private static void annotation(AnnotationTable table, int row, DataOutputStream out)
      throws IOException {
    out.writeLong(table.id(row));
    out.writeLong(table.imageId(row));
    out.writeLong(table.categoryId(row));
    for (int side = 0; side < 4; side++) {
      out.writeDouble(table.box(row, side));
    }
    out.writeDouble(table.area(row));
    out.writeBoolean(table.crowd(row));
  }

  private static void doubles(double[] values, DataOutputStream out) throws IOException {
    out.writeInt(values.length);
    for (double value : values) {
      out.writeDouble(value);
    }
  }

  private static void longs(long[] values, DataOutputStream out) throws IOException {
    out.writeInt(values.length);
    for (long value : values) {
      out.writeLong(value);
    }
  }
}
