package dev.lorsbench.coco.eval;

import dev.lorsbench.coco.CocoException;
import dev.lorsbench.coco.dataset.InstancesFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;

/** Detections as flat columns, in the order in which they came: ties in score are kept in it. */
public final class Detections {
  final int size;
  final long[] imageId;
  final long[] categoryId;
  final double[] score;

  /** xywh, four a detection. */
  final double[] box;

  private Detections(int size, long[] imageId, long[] categoryId, double[] score, double[] box) {
    this.size = size;
    this.imageId = imageId;
    this.categoryId = categoryId;
    this.score = score;
    this.box = box;
  }

  /** All of the builders, one after the other, in arrays of just the size. */
  static Detections joined(List<Builder> builders) {
    int size = builders.stream().mapToInt(Builder::size).reduce(0, Math::addExact);
    Detections all =
        new Detections(
            size,
            new long[size],
            new long[size],
            new double[size],
            new double[Math.multiplyExact(4, size)]);
    int at = 0;
    for (Builder some : builders) {
      System.arraycopy(some.imageId, 0, all.imageId, at, some.size);
      System.arraycopy(some.categoryId, 0, all.categoryId, at, some.size);
      System.arraycopy(some.score, 0, all.score, at, some.size);
      System.arraycopy(some.box, 0, all.box, 4 * at, 4 * some.size);
      at += some.size;
    }
    return all;
  }

  /**
   * Reads a COCO results file, plain or gzipped: an array of {image_id, category_id, bbox, score}.
   *
   * @throws CocoException in one line, if it is not one
   */
  public static Detections read(Path file) {
    return read(file, (ExecutorService) null);
  }

  /**
   * Reads a results file in parallel.
   *
   * @param pool the caller's, which lasts longer than the call; null for the calling thread
   */
  public static Detections read(Path file, ExecutorService pool) {
    return PlainDetections.read(file, pool).orElseGet(() -> DetectionReader.read(file, null));
  }

  /**
   * Reads a results file whose ids are a ground truth's, which may be texts.
   *
   * @throws CocoException in one line, if it is not one, or names an image that the ground truth
   *     does not have
   */
  public static Detections read(Path file, InstancesFile truth) {
    boolean texts = truth.imageIds().any() || truth.categoryIds().any();
    return texts ? DetectionReader.read(file, truth) : read(file);
  }

  /**
   * Writes a COCO results file, gzipped if its name ends in .gz; reading it gives the same bits.
   *
   * @throws CocoException if it cannot be written
   */
  public void write(Path file) {
    DetectionWriter.write(this, file);
  }

  /** An empty builder. */
  public static Builder builder() {
    return new Builder();
  }

  /** How many. */
  public int size() {
    return size;
  }

  /** The image of one. */
  public long imageId(int index) {
    return imageId[index];
  }

  /** The category of one. */
  public long categoryId(int index) {
    return categoryId[index];
  }

  /** The score of one. */
  public double score(int index) {
    return score[index];
  }

  /** The box of one: side 0 left, 1 top, 2 width, 3 height, in pixels. */
  public double box(int index, int side) {
    return box[4 * index + side];
  }

  /** Collects detections. Not for use by several threads. */
  public static final class Builder {
    private int size;
    private long[] imageId = new long[256];
    private long[] categoryId = new long[256];
    private double[] score = new double[256];
    private double[] box = new double[1024];

    private Builder() {}

    /**
     * Appends one. The box is xywh in pixels of the original image.
     *
     * @throws CocoException if the score or a side of the box is not finite
     */
    public Builder add(
        long imageId, long categoryId, double score, double x, double y, double w, double h) {
      if (!Double.isFinite(score)) {
        throw refused(imageId, "score", score);
      }
      // 0 * x is NaN for exactly the values that are not finite.
      if (0 * x + 0 * y + 0 * w + 0 * h != 0) {
        throw refused(imageId, "bbox", Double.NaN);
      }
      if (size == this.imageId.length) {
        grow();
      }
      this.imageId[size] = imageId;
      this.categoryId[size] = categoryId;
      this.score[size] = score;
      box[4 * size] = x;
      box[4 * size + 1] = y;
      box[4 * size + 2] = w;
      box[4 * size + 3] = h;
      size++;
      return this;
    }

    private CocoException refused(long imageId, String field, double value) {
      return new CocoException(
          "detection "
              + size
              + " of image "
              + imageId
              + ": \""
              + field
              + "\" must be finite, is "
              + value);
    }

    private void grow() {
      int length = Math.addExact(size, size / 2);
      imageId = Arrays.copyOf(imageId, length);
      categoryId = Arrays.copyOf(categoryId, length);
      score = Arrays.copyOf(score, length);
      box = Arrays.copyOf(box, Math.multiplyExact(4, length));
    }

    /** How many so far. */
    public int size() {
      return size;
    }

    /** Ends the collection; the builder must not be used again. */
    public Detections build() {
      return new Detections(size, imageId, categoryId, score, box);
    }
  }
}
