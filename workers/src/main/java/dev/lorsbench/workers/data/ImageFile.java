package dev.lorsbench.workers.data;

import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.TrialException;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Decodes JPEG by {@link JpegFile}, and PNG and whatever else ImageIO reads by that, to the stored
 * RGB values: no colour management, no EXIF rotation, alpha left out, gray repeated (what COCO
 * tools expect).
 */
final class ImageFile {
  /**
   * Pixels of the largest image that is decoded, a quarter of a gigabyte of bytes: where Pillow
   * warns of a bomb.
   */
  static final long MOST_PIXELS = 89_478_485;

  private static final long MOST_BYTES = 256 << 20;

  static {
    ImageIO.setUseCache(false);
  }

  private ImageFile() {}

  /**
   * Reads an image whose size the annotations give.
   *
   * @throws TrialException BAD_DATA naming the file where it is absent, broken, of an unsupported
   *     kind or of another size
   */
  static Pixels read(Path file, int width, int height) {
    Pixels pixels = read(file);
    if (pixels.width() != width || pixels.height() != height) {
      throw bad(
          file,
          "is %d x %d pixels, the annotations say %d x %d"
              .formatted(pixels.width(), pixels.height(), width, height),
          null);
    }
    return pixels;
  }

  /** Width and height, from the file's head alone. */
  static int[] size(Path file) {
    requireReadable(file);
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      ImageReader reader = reader(file, in);
      try {
        reader.setInput(in, true, true);
        return new int[] {reader.getWidth(0), reader.getHeight(0)};
      } finally {
        reader.dispose();
      }
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw bad(file, "cannot be decoded: " + reason(e), e);
    }
  }

  private static void requireReadable(Path file) {
    if (!Files.isReadable(file)) {
      throw bad(file, Files.exists(file) ? "may not be read" : "does not exist", null);
    }
  }

  private static ImageReader reader(Path file, ImageInputStream in) {
    Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
    if (!readers.hasNext()) {
      throw bad(file, "is not an image of a known kind (JPEG, PNG, BMP, GIF)", null);
    }
    return readers.next();
  }

  static Pixels read(Path file) {
    requireReadable(file);
    Optional<byte[]> jpeg = jpeg(file);
    if (jpeg.isPresent()) {
      return JpegFile.decode(file, jpeg.get());
    }
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      return decode(file, reader(file, in), in);
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw bad(file, "cannot be decoded: " + reason(e), e);
    }
  }

  /** The bytes of a JPEG, or nothing where it is of another kind. */
  private static Optional<byte[]> jpeg(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      if (!JpegFile.is(in.readNBytes(3))) {
        return Optional.empty();
      }
      if (Files.size(file) > MOST_BYTES) {
        throw bad(
            file,
            "has %,d bytes; at most %,d are read".formatted(Files.size(file), MOST_BYTES),
            null);
      }
      return Optional.of(Files.readAllBytes(file));
    } catch (IOException e) {
      throw bad(file, "cannot be read: " + reason(e), e);
    }
  }

  private static Pixels decode(Path file, ImageReader reader, ImageInputStream in)
      throws IOException {
    try {
      reader.setInput(in, true, true);
      requireNoBomb(file, reader.getWidth(0), reader.getHeight(0));
      return rgb(file, reader.read(0));
    } finally {
      reader.dispose();
    }
  }

  /** A few bytes can say that they are gigabytes of pixels. */
  static void requireNoBomb(Path file, long width, long height) {
    if (width * height > MOST_PIXELS) {
      throw bad(
          file,
          "has %,d x %,d pixels; at most %,d in all are decoded"
              .formatted(width, height, MOST_PIXELS),
          null);
    }
  }

  private static Pixels rgb(Path file, BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    byte[] out = new byte[width * height * 3];
    if (image.getColorModel() instanceof IndexColorModel palette) {
      fromPalette(image.getRaster(), palette, out);
    } else if (image.getType() == BufferedImage.TYPE_3BYTE_BGR) {
      fromBgr(((DataBufferByte) image.getRaster().getDataBuffer()).getData(), out);
    } else {
      fromSamples(file, image.getRaster(), out);
    }
    return new Pixels(width, height, out);
  }

  private static void fromBgr(byte[] bgr, byte[] out) {
    for (int i = 0; i < out.length; i += 3) {
      out[i] = bgr[i + 2];
      out[i + 1] = bgr[i + 1];
      out[i + 2] = bgr[i];
    }
  }

  private static void fromPalette(Raster raster, IndexColorModel palette, byte[] out) {
    int[] row = new int[raster.getWidth()];
    int at = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getSamples(0, y, row.length, 1, 0, row);
      for (int index : row) {
        int colour = palette.getRGB(index);
        out[at++] = (byte) (colour >> 16);
        out[at++] = (byte) (colour >> 8);
        out[at++] = (byte) colour;
      }
    }
  }

  /** One or two bands are gray (with alpha), three or four are RGB (with alpha). */
  private static void fromSamples(Path file, Raster raster, byte[] out) {
    int bands = raster.getNumBands();
    int bits = raster.getSampleModel().getSampleSize(0);
    if (bands > 4 || bits != 8 && bits != 16) {
      throw bad(file, "has %d bands of %d bits; 8 or 16 are read".formatted(bands, bits), null);
    }
    int shift = bits - 8;
    int colours = bands < 3 ? 0 : 1;
    int[] row = new int[raster.getWidth() * bands];
    int at = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(0, y, raster.getWidth(), 1, row);
      for (int i = 0; i < row.length; i += bands) {
        out[at++] = (byte) (row[i] >> shift);
        out[at++] = (byte) (row[i + colours] >> shift);
        out[at++] = (byte) (row[i + 2 * colours] >> shift);
      }
    }
  }

  private static String reason(Exception e) {
    String text = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return text.contains("Unsupported Image Type")
        ? "its colours are not gray or RGB"
        : text.lines().findFirst().orElse("");
  }

  static TrialException bad(Path file, String what, Exception cause) {
    return new TrialException(Failure.BAD_DATA, "image " + file + " " + what, cause);
  }
}
