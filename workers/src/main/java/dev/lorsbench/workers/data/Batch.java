package dev.lorsbench.workers.data;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What one step trains on. Boxes are xyxy in pixels of the stretched image.
 *
 * @param pixels direct, native order, float32 [B, 3, size, size], normalised; it is written again
 *     after {@link #close()}, so no tensor over it may live longer
 * @param boxes of each image, four numbers a box
 * @param labels of each image, category indices from 0
 * @param replaced how many of its images stand for one that could not be read
 */
public record Batch(
    int size,
    ByteBuffer pixels,
    float[][] boxes,
    int[][] labels,
    long[] imageIds,
    AtomicInteger replaced,
    Runnable release)
    implements AutoCloseable {
  /** Images in the batch. */
  public int images() {
    return imageIds.length;
  }

  /** Height and width of each image as the detector sees it. */
  public int[][] shapesHw() {
    return PixelBuffers.shapesHw(images(), size);
  }

  @Override
  public void close() {
    release.run();
  }
}
