package dev.lorsbench.images;

import dev.lorsbench.files.RegularFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads image files to their stored pixels as RGB, by the formats of {@link ImageFormat}: no EXIF
 * rotation, no colour profiles, alpha left out, gray repeated; the values are those of Pillow's
 * {@code convert("RGB")} (docs/images.md says where they are not).
 */
public final class ImageFile {
  /**
   * Pixels of the largest image that is decoded, a quarter of a gigabyte of bytes: where Pillow
   * warns of a bomb.
   */
  public static final long MOST_PIXELS = 89_478_485;

  private static final int MOST_BYTES = 256 << 20;

  /** Most heads end within these bytes. */
  private static final int START = 1 << 16;

  private ImageFile() {}

  /** One step of reading, so that all failures are worded in one place. */
  private interface Step<T> {
    T take() throws IOException;
  }

  /**
   * Reads an image whose size the annotations give.
   *
   * @throws ImageException naming the file, if it is absent, broken, of an unknown format or of
   *     another size
   */
  public static Pixels read(Path file, int width, int height) {
    Pixels pixels = read(file);
    if (pixels.width() != width || pixels.height() != height) {
      throw refused(
          file,
          "is %d x %d pixels, the annotations say %d x %d"
              .formatted(pixels.width(), pixels.height(), width, height));
    }
    return pixels;
  }

  /**
   * Reads an image.
   *
   * @throws ImageException naming the file, if it is absent, broken or of an unknown format
   */
  public static Pixels read(Path file) {
    return decode(file, bytes(file));
  }

  /**
   * A file's bytes, for {@link #decode} and for what else is made of them.
   *
   * @throws ImageException naming the file, if it cannot be read or has more than 256 MiB
   */
  public static byte[] bytes(Path file) {
    try {
      return RegularFile.read(file, MOST_BYTES);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /**
   * Decodes a file's bytes.
   *
   * @throws ImageException naming the file, if they are broken or of an unknown format
   */
  public static Pixels decode(Path file, byte[] bytes) {
    Decoder decoder = decoder(file, bytes);
    return named(
        file,
        () -> {
          requireSensible(decoder.head(bytes));
          return decoder.decode(bytes);
        });
  }

  /**
   * Size and orientation, from as little of the file as says them.
   *
   * @throws ImageException as {@link #read}
   */
  public static ImageHead head(Path file) {
    byte[] start;
    try (InputStream in = RegularFile.open(file)) {
      start = in.readNBytes(START);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    try {
      return head(file, start);
    } catch (ImageException e) {
      if (start.length < START) {
        throw e;
      }
      return head(file, bytes(file));
    }
  }

  /**
   * Size and orientation, from a file's bytes.
   *
   * @throws ImageException as {@link #decode}
   */
  public static ImageHead head(Path file, byte[] bytes) {
    Decoder decoder = decoder(file, bytes);
    return named(
        file,
        () -> {
          ImageHead head = decoder.head(bytes);
          requireSensible(head);
          return head;
        });
  }

  private static Decoder decoder(Path file, byte[] bytes) {
    return ImageFormat.of(bytes)
        .map(ImageFormat::decoder)
        .orElseThrow(
            () ->
                refused(
                    file,
                    bytes.length == 0
                        ? "is empty"
                        : "is not an image of a known kind (" + ImageFormat.titles() + ")"));
  }

  /** A few bytes can say that they are gigabytes of pixels. */
  private static void requireSensible(ImageHead head) throws BadImage {
    if (head.width() < 1 || head.height() < 1) {
      throw new BadImage(
          "has no pixels: its header says %d x %d".formatted(head.width(), head.height()));
    }
    if ((long) head.width() * head.height() > MOST_PIXELS) {
      throw new BadImage(
          "has %,d x %,d pixels; at most %,d in all are decoded"
              .formatted(head.width(), head.height(), MOST_PIXELS));
    }
  }

  private static <T> T named(Path file, Step<T> step) {
    try {
      return step.take();
    } catch (BadImage e) {
      throw new ImageException(file, e.getMessage(), false, e);
    } catch (IndexOutOfBoundsException e) {
      throw new ImageException(file, "is cut short or damaged: it points behind its end", false, e);
    } catch (IOException | RuntimeException e) {
      // What ImageIO throws at damaged bytes is of many kinds, in its own language.
      throw new ImageException(file, "cannot be decoded: its data is damaged", false, e);
    }
  }

  private static ImageException refused(Path file, String reason) {
    return new ImageException(file, reason, false, null);
  }

  private static ImageException unreadable(Path file, IOException e) {
    String reason = e.getMessage() == null ? "cannot be read" : e.getMessage();
    int colon = reason.lastIndexOf(": ");
    String why = Files.exists(file) ? reason.substring(colon < 0 ? 0 : colon + 2) : "no such file";
    return new ImageException(file, "cannot be read: " + why, true, e);
  }
}
