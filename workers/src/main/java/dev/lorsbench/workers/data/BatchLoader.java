package dev.lorsbench.workers.data;

import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.TrialException;
import dev.lorsbench.images.Pixels;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;

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
    PixelBuffers.requireFits(options.batch(), options.framing());
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

  /** An image of a batch before its place is known, which depends on all of them. */
  private record Prepared(Sample sample, View view, Pixels seen, boolean replaced) {}

  private CompletableFuture<Batch> start(long step) {
    int[] indices = order.indices(step);
    Prepared[] images = new Prepared[indices.length];
    return each(slot -> images[slot] = prepare(step, slot, indices[slot]))
        .thenCompose(done -> together(List.of(images)));
  }

  private CompletableFuture<Void> each(IntConsumer work) {
    CompletableFuture<?>[] slots = new CompletableFuture<?>[options.batch()];
    for (int slot = 0; slot < slots.length; slot++) {
      int at = slot;
      slots[slot] = CompletableFuture.runAsync(() -> work.accept(at), threads);
    }
    return CompletableFuture.allOf(slots);
  }

  private Prepared prepare(long step, int slot, int index) {
    Sample sample = samples.get(index);
    Optional<Pixels> image = read(sample);
    boolean replaced = image.isEmpty();
    for (int i = 1; image.isEmpty(); i++) {
      sample = next(index, i);
      image = read(sample);
    }
    boolean flip = order.flipped(step, slot, options.flip());
    View view = options.framing().drawn(sample, options.seed(), order.position(step, slot), flip);
    return new Prepared(sample, view, view.of(image.get()), replaced);
  }

  private CompletableFuture<Batch> together(List<Prepared> images) {
    Padded places = Padded.of(images.stream().map(Prepared::view).toList(), options.framing());
    ByteBuffer memory = memory(places.floats());
    ByteBuffer pixels = PixelBuffers.floats(memory, places.floats());
    return each(slot -> {
          Prepared image = images.get(slot);
          places.write(image.seen(), image.view().flip(), pixels.asFloatBuffer(), slot);
        })
        .thenApply(done -> batch(images, places, pixels, () -> giveBack(memory)));
  }

  private static Batch batch(
      List<Prepared> images, Padded places, ByteBuffer pixels, Runnable release) {
    List<Boxes> boxes = images.stream().map(i -> Boxes.seen(i.sample(), i.view())).toList();
    return new Batch(
        places.height(),
        places.width(),
        pixels,
        places.shapesHw(),
        boxes.stream().map(Boxes::xyxy).toArray(float[][]::new),
        boxes.stream().map(Boxes::labels).toArray(int[][]::new),
        images.stream().mapToLong(i -> i.sample().imageId()).toArray(),
        (int) images.stream().filter(Prepared::replaced).count(),
        release);
  }

  private Optional<Pixels> read(Sample sample) {
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

  /** Memory that an earlier batch gave back, or more where that is too small. */
  private ByteBuffer memory(long floats) {
    synchronized (free) {
      ByteBuffer given = free.poll();
      if (given != null && given.capacity() >= 4 * floats) {
        return given;
      }
    }
    return PixelBuffers.allocate(Math.toIntExact(4 * floats));
  }

  private void giveBack(ByteBuffer memory) {
    synchronized (free) {
      free.push(memory);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
