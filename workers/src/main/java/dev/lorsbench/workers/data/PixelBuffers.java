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
   * Checks that so many images of the largest size fit into one buffer.
   *
   * @throws TrialException BAD_CONFIG where they would take 2 GiB or more
   */
  static void requireFits(int batch, Framing framing) {
    int edge = framing.largestEdge();
    long wanted = 4L * 3 * batch * edge * edge;
    if (wanted > Integer.MAX_VALUE - CACHE_LINE) {
      throw new TrialException(
          Failure.BAD_CONFIG,
          "a batch of %d x 3 x %d x %d pixels takes %.1f GiB; less than 2 GiB is allowed"
              .formatted(batch, edge, edge, wanted / (double) (1 << 30)));
    }
  }

  /** The first so many float32 of the memory. */
  static ByteBuffer floats(ByteBuffer memory, long count) {
    return memory.slice(0, Math.toIntExact(4 * count)).order(ByteOrder.nativeOrder());
  }

  /** Memory of its own, aligned, so that native kernels take the same path wherever it lies. */
  static ByteBuffer allocate(int bytes) {
    return ByteBuffer.allocateDirect(bytes + CACHE_LINE)
        .alignedSlice(CACHE_LINE)
        .slice(0, bytes)
        .order(ByteOrder.nativeOrder());
  }
}
