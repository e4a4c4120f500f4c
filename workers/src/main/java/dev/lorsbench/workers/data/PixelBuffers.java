package dev.lorsbench.workers.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Memory of batches, outside Java's heap, where native code reads it without a copy. */
final class PixelBuffers {
  private static final int CACHE_LINE = 64;

  private PixelBuffers() {}

  /** Float32 [batch, 3, size, size]. */
  static ByteBuffer allocate(int batch, int size) {
    int bytes = Math.toIntExact(4L * 3 * batch * size * size);
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
