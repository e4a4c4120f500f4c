package dev.lorsbench.workers.data;

import dev.lorsbench.experiment.TrialException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Images decoded and stretched to {@code size x size}, kept as bytes while they fit in the budget;
 * the others are decoded each time. For one split of one data set. What it gives does not depend on
 * what it holds.
 */
public final class ImageCache {
  private final int size;
  private final long budgetBytes;
  private final AtomicLong used = new AtomicLong();
  private final ConcurrentHashMap<Long, byte[]> kept = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Long, TrialException> bad = new ConcurrentHashMap<>();

  /**
   * An empty cache.
   *
   * @param size edge of the stretched images, pixels
   * @param budgetBytes how much it may hold
   */
  public ImageCache(int size, long budgetBytes) {
    this.size = size;
    this.budgetBytes = budgetBytes;
  }

  /**
   * The image's RGB bytes, {@code 3 * size * size}, row by row. Not to be changed.
   *
   * @throws TrialException BAD_DATA naming the file
   */
  public byte[] get(Sample sample) {
    byte[] known = kept.get(sample.imageId());
    if (known != null) {
      return known;
    }
    TrialException broken = bad.get(sample.imageId());
    if (broken != null) {
      throw broken;
    }
    byte[] rgb = load(sample);
    if (used.addAndGet(rgb.length) <= budgetBytes) {
      kept.put(sample.imageId(), rgb);
    } else {
      used.addAndGet(-rgb.length);
    }
    return rgb;
  }

  /** The image's bytes, or empty where it is bad. */
  public Optional<byte[]> find(Sample sample) {
    try {
      return Optional.of(get(sample));
    } catch (TrialException e) {
      return Optional.empty();
    }
  }

  private byte[] load(Sample sample) {
    try {
      Pixels decoded = ImageFile.read(sample.file(), sample.width(), sample.height());
      return Bilinear.resize(decoded, size, size).rgb();
    } catch (TrialException e) {
      bad.put(sample.imageId(), e);
      throw e;
    }
  }
}
