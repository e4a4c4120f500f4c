package dev.lorsbench.workers.training;

import dev.lorsbench.models.torch.Torch;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The largest memory of one trial, whatever ran in its process before:
 *
 * <pre>peak = beneath + max over time of native bytes in use - left</pre>
 *
 * <p>{@code beneath} is what the process held before its first trial besides native blocks: Java
 * and the libraries' code. {@code left} is what trials before left in use, as PyTorch's caches of
 * kernels, beyond what the first one left: that much any trial loads. Java's heap grows with
 * garbage and up to its own bound, so its growth is no trial's.
 */
final class TrialMemory implements AutoCloseable {
  private static final double MIB = 1 << 20;
  private static final long NANOS_AT_LEAST = 5_000_000;
  // The counter walks the allocator's lists while allocations wait: 2 % of a trial's time at most.
  private static final long PAUSE_OVER_COST = 50;
  private static final int COLLECTIONS = 10;
  private static final long NANOS_TO_FREE = 20_000_000;

  private final Optional<NativeMemory> counter;
  private final double beneathMib;
  private final long left;
  private final AtomicLong most = new AtomicLong();
  private final Thread watch = new Thread(this::watch, "trial-memory");
  private volatile boolean closed;

  private TrialMemory() {
    Torch.threads(); // the libraries are the process's, not its first trial's
    this.counter = NativeMemory.open();
    long before = counter.map(TrialMemory::settled).orElse(0L);
    this.beneathMib = Process.beneath(before);
    this.left = Process.left(before);
    watch.setDaemon(true);
  }

  /** In use now, without native buffers of objects that nobody has any more. */
  private static long settled(NativeMemory memory) {
    long before = Long.MAX_VALUE;
    long now = memory.inUse();
    for (int i = 0; i < COLLECTIONS && now < before; i++) {
      System.gc();
      LockSupport.parkNanos(NANOS_TO_FREE); // another thread frees what was collected
      before = now;
      now = memory.inUse();
    }
    return now;
  }

  /** Begins with what is in use now. */
  static TrialMemory begin() {
    TrialMemory memory = new TrialMemory();
    if (memory.counter.isPresent()) {
      memory.watch.start();
    }
    return memory;
  }

  /** The largest so far, MiB; NaN where the system or its C library does not tell. */
  double peakMib() {
    if (counter.isEmpty()) {
      return Double.NaN;
    }
    look(counter.get());
    return beneathMib + (most.get() - left) / MIB;
  }

  private void watch() {
    NativeMemory memory = counter.orElseThrow();
    while (!closed) {
      long began = System.nanoTime();
      look(memory);
      long cost = System.nanoTime() - began;
      LockSupport.parkNanos(Math.max(NANOS_AT_LEAST, PAUSE_OVER_COST * cost));
    }
  }

  private void look(NativeMemory memory) {
    most.accumulateAndGet(memory.inUse(), Math::max);
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(watch);
  }

  /** What is the process's and no trial's, in the order in which its trials began. */
  private static final class Process {
    private static double beneathMib;
    private static long loaded;
    private static int trials;

    private Process() {}

    static synchronized double beneath(long inUse) {
      if (trials == 0) {
        beneathMib = PeakMemory.residentMib() - inUse / MIB;
      }
      return beneathMib;
    }

    static synchronized long left(long inUse) {
      trials++;
      if (trials == 2) {
        loaded = inUse;
      }
      return trials == 1 ? 0 : inUse - loaded;
    }
  }
}
