package dev.lorsbench.workers.data;

import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.TrialException;
import dev.lorsbench.images.ImageException;
import dev.lorsbench.images.ImageFile;
import dev.lorsbench.images.Pixels;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Images decoded, and stretched to {@code size x size} where asked for, kept as bytes while they
 * fit in the budget; the others are decoded each time. For one split of one data set. What it gives
 * does not depend on what it holds.
 */
public final class ImageCache {
  private final int size;
  private final long budgetBytes;
  private final AtomicLong used = new AtomicLong();
  private final ConcurrentHashMap<Long, Pixels> kept = new ConcurrentHashMap<>();
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

  /** An empty cache of images of their own sizes. */
  static ImageCache ofWholeImages(long budgetBytes) {
    return new ImageCache(0, budgetBytes);
  }

  /** Bytes of pixels that it holds, never more than its budget. */
  long bytes() {
    return kept.values().stream().mapToLong(p -> p.rgb().length).sum();
  }

  /**
   * The image. Its bytes are not to be changed.
   *
   * @throws TrialException BAD_DATA naming the file
   */
  Pixels get(Sample sample) {
    Pixels known = kept.get(sample.imageId());
    if (known != null) {
      return known;
    }
    TrialException broken = bad.get(sample.imageId());
    if (broken != null) {
      throw broken;
    }
    Pixels pixels = load(sample);
    keep(sample.imageId(), pixels);
    return pixels;
  }

  /** Room is taken first, so that threads together never keep more than the budget. */
  private void keep(long imageId, Pixels pixels) {
    int bytes = pixels.rgb().length;
    boolean room = used.addAndGet(bytes) <= budgetBytes;
    if (!room || kept.putIfAbsent(imageId, pixels) != null) {
      used.addAndGet(-bytes);
    }
  }

  /** Why an image is bad, or empty if it is not, or has never been asked for. */
  Optional<String> broken(Sample sample) {
    return Optional.ofNullable(bad.get(sample.imageId())).map(TrialException::getMessage);
  }

  /** The image, or empty where it is bad. */
  Optional<Pixels> find(Sample sample) {
    try {
      return Optional.of(get(sample));
    } catch (TrialException e) {
      return Optional.empty();
    }
  }

  private Pixels load(Sample sample) {
    try {
      Pixels decoded = ImageFile.read(sample.file(), sample.width(), sample.height());
      return size == 0 ? decoded : Bilinear.resize(decoded, size, size);
    } catch (ImageException e) {
      TrialException broken = new TrialException(Failure.BAD_DATA, e.getMessage(), e);
      bad.put(sample.imageId(), broken);
      throw broken;
    }
  }
}
