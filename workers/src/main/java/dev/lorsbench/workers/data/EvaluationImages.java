package dev.lorsbench.workers.data;

import dev.lorsbench.images.Pixels;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The images of a split in file order, batch by batch, without augmentation. */
public final class EvaluationImages {
  private final List<Sample> samples;
  private final BatchOptions options;
  private final ImageCache cache;
  private ByteBuffer memory = PixelBuffers.allocate(0);

  /** Batches of {@code options.batch()} images, the last one smaller. */
  public EvaluationImages(List<Sample> samples, BatchOptions options, ImageCache cache) {
    this.samples = List.copyOf(samples);
    this.options = options;
    this.cache = cache;
    PixelBuffers.requireFits(options.batch(), options.framing());
  }

  /** All samples, in groups that fit one batch. */
  public List<List<Sample>> batches() {
    List<List<Sample>> groups = new ArrayList<>();
    for (int from = 0; from < samples.size(); from += options.batch()) {
      groups.add(samples.subList(from, Math.min(from + options.batch(), samples.size())));
    }
    return groups;
  }

  /**
   * Images side by side in one batch.
   *
   * @param samples those that could be read, in the order in which they lie in the buffer
   * @param pixels direct, native order, float32 [count, 3, height, width], normalised; overwritten
   *     by the next load
   * @param shapesHw height and width of each image, without padding
   */
  public record Loaded(
      List<Sample> samples, ByteBuffer pixels, int height, int width, int[][] shapesHw) {}

  /** Decodes one group, without those that may be skipped and cannot be read. */
  public Loaded load(List<Sample> group) {
    List<Sample> readable = new ArrayList<>();
    List<View> views = new ArrayList<>();
    List<Pixels> seen = new ArrayList<>();
    for (Sample sample : group) {
      Optional<Pixels> image =
          options.skipBadImages() ? cache.find(sample) : Optional.of(cache.get(sample));
      if (image.isPresent()) {
        View view = options.framing().plain(sample);
        readable.add(sample);
        views.add(view);
        seen.add(view.of(image.get()));
      }
    }
    Padded places = Padded.of(views, options.framing());
    ByteBuffer pixels = room(places.floats());
    for (int slot = 0; slot < seen.size(); slot++) {
      places.write(seen.get(slot), false, pixels.asFloatBuffer(), slot);
    }
    return new Loaded(readable, pixels, places.height(), places.width(), places.shapesHw());
  }

  /** What was wrong with each image that was left out so far, by its id, in file order. */
  public Map<Long, String> leftOut() {
    Map<Long, String> broken = new LinkedHashMap<>();
    for (Sample sample : samples) {
      cache.broken(sample).ifPresent(why -> broken.put(sample.imageId(), why));
    }
    return broken;
  }

  private ByteBuffer room(long floats) {
    if (memory.capacity() < 4 * floats) {
      memory = PixelBuffers.allocate(Math.toIntExact(4 * floats));
    }
    return PixelBuffers.floats(memory, floats);
  }
}
