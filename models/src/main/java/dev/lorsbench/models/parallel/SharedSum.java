package dev.lorsbench.models.parallel;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Sums vectors over the processes that map one file. Every process adds in the order of ranks, so
 * all get the same bits. Laid out as one counter a rank, a cache line apart, then one vector a
 * rank.
 */
public final class SharedSum {
  private static final VarHandle COUNTER =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final int LINE = 64;
  private static final long PAUSE_NANOS = 20_000;

  private final int rank;
  private final int ranks;
  private final int length;
  private final Duration patience;
  private final ByteBuffer memory;
  private long arrivals;

  private SharedSum(int rank, int ranks, int length, Duration patience, ByteBuffer memory) {
    this.rank = rank;
    this.ranks = ranks;
    this.length = length;
    this.patience = patience;
    this.memory = memory;
  }

  /**
   * Joins the processes on a file, which must be new for each run of theirs.
   *
   * @param rank this process, from 0
   * @param ranks how many processes there are, at least 1
   * @param length floats of a vector; all vectors together take less than 2 GiB
   * @param patience how long the others may take to a step
   */
  public static SharedSum join(Path file, int rank, int ranks, int length, Duration patience)
      throws IOException {
    long bytes = (long) ranks * LINE + 4L * ranks * length;
    if (rank < 0 || rank >= ranks || length < 1 || bytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "rank %d of %d with vectors of %d floats".formatted(rank, ranks, length));
    }
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes);
      return new SharedSum(rank, ranks, length, patience, memory.order(ByteOrder.nativeOrder()));
    }
  }

  /** This process, from 0. */
  public int rank() {
    return rank;
  }

  /** How many processes there are. */
  public int ranks() {
    return ranks;
  }

  /**
   * Replaces the pieces by their sums over all processes, which call this with pieces of the same
   * sizes; in all they have {@code length} floats.
   *
   * @throws IllegalStateException naming the process that did not come in time
   */
  public void sum(List<FloatBuffer> pieces) {
    FloatBuffer own = vector(rank);
    for (FloatBuffer piece : pieces) {
      own.put(piece.duplicate());
    }
    meet();
    int at = 0;
    for (FloatBuffer piece : pieces) {
      add(piece, at);
      at += piece.remaining();
    }
    meet();
  }

  private void add(FloatBuffer piece, int at) {
    int first = piece.position();
    FloatBuffer[] all = new FloatBuffer[ranks];
    for (int r = 0; r < ranks; r++) {
      all[r] = vector(r);
    }
    for (int i = 0; i < piece.remaining(); i++) {
      float sum = all[0].get(at + i);
      for (int r = 1; r < ranks; r++) {
        sum += all[r].get(at + i);
      }
      piece.put(first + i, sum);
    }
  }

  private FloatBuffer vector(int of) {
    int from = ranks * LINE + 4 * length * of;
    return memory.slice(from, 4 * length).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  /** Returns once every process has come here as often as this one. */
  private void meet() {
    COUNTER.setRelease(memory, rank * LINE, ++arrivals);
    long until = System.nanoTime() + patience.toNanos();
    for (int r = 0; r < ranks; r++) {
      while ((long) COUNTER.getAcquire(memory, r * LINE) < arrivals) {
        if (System.nanoTime() > until) {
          throw new IllegalStateException("process %d did not come in %s".formatted(r, patience));
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }
}
