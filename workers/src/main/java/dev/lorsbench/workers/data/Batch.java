package dev.lorsbench.workers.data;

import java.nio.ByteBuffer;

/**
 * What one step trains on. Boxes are xyxy in pixels of the image as it is seen.
 *
 * @param pixels direct, native order, float32 [B, 3, height, width], normalised, with zeros where
 *     an image is smaller; it is written again after {@link #close()}, so no tensor over it may
 *     live longer
 * @param shapesHw height and width of each image, without padding
 * @param boxes of each image, four numbers a box
 * @param labels of each image, category indices from 0
 * @param replaced how many of its images stand for one that could not be read
 */
public record Batch(
    int height,
    int width,
    ByteBuffer pixels,
    int[][] shapesHw,
    float[][] boxes,
    int[][] labels,
    long[] imageIds,
    int replaced,
    Runnable release)
    implements AutoCloseable {
  /** Images in the batch. */
  public int images() {
    return imageIds.length;
  }

  @Override
  public void close() {
    release.run();
  }
}
