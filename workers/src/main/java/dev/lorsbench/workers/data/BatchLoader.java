package dev.lorsbench.workers.data;

import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.TrialException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes the batches of training ahead of the steps that use them: while one batch is trained on,
 * the next is decoded by other threads. The batch of a step is the same for any number of threads.
 */
public final class BatchLoader implements AutoCloseable {
  private final List<Sample> samples;
  private final BatchOptions options;
  private final DataOrder order;
  private final ImageCache cache;
  private final ExecutorService threads;
  private final Deque<ByteBuffer> free = new ArrayDeque<>();
  private CompletableFuture<Batch> ahead;
  private long stepAhead = -1;

  /** A loader over the samples, with so many decoding threads. */
  public BatchLoader(
      List<Sample> samples, BatchOptions options, ImageCache cache, int decodingThreads) {
    this.samples = List.copyOf(samples);
    this.options = options;
    this.order = new DataOrder(options.seed(), samples.size(), options.batch());
    this.cache = cache;
    this.threads =
        Executors.newFixedThreadPool(
            decodingThreads,
            task -> {
              Thread thread = new Thread(task, "decode");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * The batch of a step (from 1); starts on the next one. At most two batches may be open.
   *
   * @throws TrialException BAD_DATA naming the image, where bad images are not to be skipped
   */
  public Batch take(long step) {
    CompletableFuture<Batch> wanted = step == stepAhead ? ahead : start(step);
    try {
      Batch batch = wanted.join();
      stepAhead = step + 1;
      ahead = start(stepAhead);
      return batch;
    } catch (CompletionException e) {
      if (e.getCause() instanceof TrialException failure) {
        throw failure;
      } else if (e.getCause() instanceof OutOfMemoryError memory) {
        throw memory;
      }
      throw e;
    }
  }

  private CompletableFuture<Batch> start(long step) {
    int size = options.size();
    int[] indices = order.indices(step);
    ByteBuffer pixels = buffer();
    Batch batch =
        new Batch(
            size,
            pixels,
            new float[indices.length][],
            new int[indices.length][],
            new long[indices.length],
            new AtomicInteger(),
            () -> giveBack(pixels));
    CompletableFuture<?>[] slots = new CompletableFuture<?>[indices.length];
    for (int slot = 0; slot < slots.length; slot++) {
      int at = slot;
      slots[slot] = CompletableFuture.runAsync(() -> fill(batch, step, at, indices[at]), threads);
    }
    return CompletableFuture.allOf(slots).thenApply(done -> batch);
  }

  private void fill(Batch batch, long step, int slot, int index) {
    Sample sample = samples.get(index);
    Optional<byte[]> rgb = read(sample);
    if (rgb.isEmpty()) {
      batch.replaced().incrementAndGet();
    }
    for (int i = 1; rgb.isEmpty(); i++) {
      sample = next(index, i);
      rgb = read(sample);
    }
    int size = options.size();
    boolean flip = order.flipped(step, slot, options.flip());
    Normalisation.write(
        rgb.get(), size, flip, batch.pixels().asFloatBuffer(), slot * 3 * size * size);
    batch.boxes()[slot] = Boxes.stretched(sample, size, flip);
    batch.labels()[slot] = sample.labels();
    batch.imageIds()[slot] = sample.imageId();
  }

  private Optional<byte[]> read(Sample sample) {
    return options.skipBadImages() ? cache.find(sample) : Optional.of(cache.get(sample));
  }

  /** A bad image is replaced by the next good one in file order. */
  private Sample next(int index, int after) {
    if (after == samples.size()) {
      throw new TrialException(
          Failure.BAD_DATA,
          "no image of the split can be read; the first is " + samples.get(0).file());
    }
    return samples.get((index + after) % samples.size());
  }

  private ByteBuffer buffer() {
    synchronized (free) {
      if (!free.isEmpty()) {
        return free.pop();
      }
    }
    return PixelBuffers.allocate(options.batch(), options.size());
  }

  private void giveBack(ByteBuffer pixels) {
    synchronized (free) {
      free.push(pixels);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
