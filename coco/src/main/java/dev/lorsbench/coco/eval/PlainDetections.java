package dev.lorsbench.coco.eval;

import dev.lorsbench.coco.json.NotPlain;
import dev.lorsbench.coco.json.PlainBlocks;
import dev.lorsbench.coco.json.PlainScanner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/** Reads a results file block by block, several at a time, as long as it is plain. */
final class PlainDetections {
  private static final byte[][] FIELDS =
      Stream.of("image_id", "category_id", "bbox", "score")
          .map(name -> name.getBytes(StandardCharsets.US_ASCII))
          .toArray(byte[][]::new);

  /** Blocks read ahead; this many are in memory at most, beside what is found in them. */
  private static final int AHEAD = 6;

  private PlainDetections() {}

  /**
   * The detections, or empty if the file is not plain or cannot be read.
   *
   * @param pool null for the calling thread
   */
  static Optional<Detections> read(Path file, ExecutorService pool) {
    try (PlainBlocks blocks = new PlainBlocks(file)) {
      List<Detections.Builder> found = new ArrayList<>();
      Deque<Future<Optional<Detections.Builder>>> ahead = new ArrayDeque<>();
      for (PlainScanner in = blocks.next(); in != null; in = blocks.next()) {
        PlainScanner block = in;
        boolean first = found.isEmpty() && ahead.isEmpty();
        boolean last = blocks.last();
        ahead.add(submit(() -> tried(block, first, last), pool));
        if (ahead.size() == AHEAD) {
          found.add(plain(ahead.remove()));
        }
      }
      while (!ahead.isEmpty()) {
        found.add(plain(ahead.remove()));
      }
      return Optional.of(Detections.joined(found));
    } catch (IOException | NotPlain e) {
      return Optional.empty();
    }
  }

  private static <T> Future<T> submit(Callable<T> work, ExecutorService pool) {
    if (pool != null) {
      return pool.submit(work);
    }
    FutureTask<T> done = new FutureTask<>(work);
    done.run();
    return done;
  }

  private static Detections.Builder plain(Future<Optional<Detections.Builder>> block)
      throws NotPlain {
    Optional<Detections.Builder> found = Workers.result(block);
    PlainScanner.require(found.isPresent());
    return found.orElseThrow();
  }

  private static Optional<Detections.Builder> tried(PlainScanner in, boolean first, boolean last) {
    try {
      return Optional.of(block(in, first, last));
    } catch (NotPlain e) {
      return Optional.empty();
    }
  }

  private static Detections.Builder block(PlainScanner in, boolean first, boolean last)
      throws NotPlain {
    Detections.Builder found = Detections.builder();
    double[] box = new double[4];
    boolean closed = false;
    if (first) {
      in.expect('[');
      closed = in.take(']');
      if (!closed) {
        one(in, box, found);
      }
    }
    while (!closed && !in.atEnd()) {
      closed = in.take(']');
      if (!closed) {
        in.expect(',');
        one(in, box, found);
      }
    }
    in.requireEnd(last == closed);
    return found;
  }

  private static void one(PlainScanner in, double[] box, Detections.Builder found) throws NotPlain {
    int seen = 0;
    long image = 0;
    long category = 0;
    double score = 0;
    in.expect('{');
    do {
      int field = in.name(FIELDS);
      seen = in.seen(seen, field);
      switch (field) {
        case 0 -> image = in.whole();
        case 1 -> category = in.whole();
        case 2 -> in.box(box);
        case 3 -> score = in.number();
        default -> in.skip();
      }
    } while (in.take(','));
    in.expect('}');
    PlainScanner.require(seen == 15);
    found.add(image, category, score, box[0], box[1], box[2], box[3]);
  }
}
