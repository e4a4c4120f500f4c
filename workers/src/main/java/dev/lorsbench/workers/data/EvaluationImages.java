package dev.lorsbench.workers.data;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The images of a split in file order, batch by batch, without augmentation. */
public final class EvaluationImages {
  private final List<Sample> samples;
  private final BatchOptions options;
  private final ImageCache cache;
  private final ByteBuffer pixels;

  /** Batches of {@code options.batch()} images, the last one smaller. */
  public EvaluationImages(List<Sample> samples, BatchOptions options, ImageCache cache) {
    this.samples = List.copyOf(samples);
    this.options = options;
    this.cache = cache;
    this.pixels = PixelBuffers.allocate(options.batch(), options.size());
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
   * Fills {@link #pixels} with one group.
   *
   * @return those that could be read, in the order in which they lie in the buffer
   */
  public List<Sample> load(List<Sample> group) {
    List<Sample> readable = new ArrayList<>();
    int image = 3 * options.size() * options.size();
    for (Sample sample : group) {
      Optional<byte[]> rgb =
          options.skipBadImages() ? cache.find(sample) : Optional.of(cache.get(sample));
      if (rgb.isPresent()) {
        Normalisation.write(
            rgb.get(), options.size(), false, pixels.asFloatBuffer(), readable.size() * image);
        readable.add(sample);
      }
    }
    return readable;
  }

  /**
   * Direct, native order, float32 [count, 3, size, size], normalised; overwritten by each load.
   *
   * @param count images that were loaded
   */
  public ByteBuffer pixels(int count) {
    return pixels.slice(0, count * 4 * 3 * size() * size()).order(pixels.order());
  }

  /** Edge of the images as the detector sees them. */
  public int size() {
    return options.size();
  }

  /** Height and width of so many images. */
  public int[][] shapesHw(int count) {
    return PixelBuffers.shapesHw(count, options.size());
  }
}
