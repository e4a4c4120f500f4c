package dev.lorsbench.workers.data;

import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.TrialException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Memory of batches, outside Java's heap, where native code reads it without a copy. */
final class PixelBuffers {
  private static final int CACHE_LINE = 64;

  private PixelBuffers() {}

  /**
   * Float32 [batch, 3, size, size].
   *
   * @throws TrialException BAD_CONFIG where it would have 2 GiB or more
   */
  static ByteBuffer allocate(int batch, int size) {
    long wanted = 4L * 3 * batch * size * size;
    if (wanted > Integer.MAX_VALUE - CACHE_LINE) {
      throw new TrialException(
          Failure.BAD_CONFIG,
          "a batch of %d x 3 x %d x %d pixels takes %.1f GiB; less than 2 GiB is allowed"
              .formatted(batch, size, size, wanted / (double) (1 << 30)));
    }
    int bytes = (int) wanted;
    // Aligned, so that native kernels take the same path whatever the allocator gave.
    return ByteBuffer.allocateDirect(bytes + CACHE_LINE)
        .alignedSlice(CACHE_LINE)
        .slice(0, bytes)
        .order(ByteOrder.nativeOrder());
  }

  static int[][] shapesHw(int count, int size) {
    int[][] shapes = new int[count][];
    for (int i = 0; i < count; i++) {
      shapes[i] = new int[] {size, size};
    }
    return shapes;
  }
}
