package dev.lorsbench.coco.check;

import dev.lorsbench.coco.CocoException;
import dev.lorsbench.coco.check.Finding.Kind;
import dev.lorsbench.coco.dataset.CocoFolder;
import dev.lorsbench.coco.dataset.CocoImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * The check of one image file.
 *
 * @param hash of its bytes, null if it cannot be read
 */
record ImageCheck(String subject, String place, String hash, List<Finding> findings) {

  /** No photograph comes near this; several files are in memory at a time. */
  private static final long MOST_BYTES = 64 << 20;

  static ImageCheck of(CocoFolder folder, String split, CocoImage image) {
    String subject = "image " + image.id();
    if (image.fileName() == null || image.width() < 1 || image.height() < 1) {
      String message = "its file_name, width or height is missing";
      return failed(Kind.BAD_IMAGE_ENTRY, split, subject, message);
    }
    try {
      Path file = folder.image(split, image);
      if (Files.size(file) > MOST_BYTES) {
        String message = file + ": is larger than " + (MOST_BYTES >> 20) + " MiB";
        return failed(Kind.CORRUPT_FILE, split, subject, message);
      }
      byte[] bytes = Files.readAllBytes(file);
      List<Finding> findings = content(split, subject, image, file, bytes);
      return new ImageCheck(subject, split + "/" + image.fileName(), hash(bytes), findings);
    } catch (CocoException e) {
      String why = e.getMessage().replaceFirst("^.*?\"file_name\" ", "its file_name ");
      return failed(Kind.BAD_IMAGE_ENTRY, split, subject, why);
    } catch (NoSuchFileException e) {
      return failed(Kind.MISSING_FILE, split, subject, e.getFile() + ": no such file");
    } catch (IOException e) {
      return failed(Kind.MISSING_FILE, split, subject, "cannot be read: " + e.getMessage());
    }
  }

  private static ImageCheck failed(Kind kind, String split, String subject, String message) {
    Finding finding = new Finding(kind, split, subject, message);
    return new ImageCheck(subject, subject, null, List.of(finding));
  }

  private static List<Finding> content(
      String split, String subject, CocoImage image, Path file, byte[] bytes) {
    int[] size = size(bytes);
    if (size == null) {
      String message = file + ": not an image that Java can read";
      return List.of(new Finding(Kind.CORRUPT_FILE, split, subject, message));
    }
    if (endsEarly(bytes)) {
      return List.of(new Finding(Kind.CORRUPT_FILE, split, subject, file + ": ends too early"));
    }
    if (size[0] != image.width() || size[1] != image.height()) {
      String sizes = size[0] + " x " + size[1] + ", its entry says ";
      String message = file + ": is " + sizes + image.width() + " x " + image.height();
      return List.of(new Finding(Kind.WRONG_SIZE, split, subject, message));
    }
    return List.of();
  }

  /** Width and height from the header, without decoding; null if there is none. */
  private static int[] size(byte[] bytes) {
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        return null;
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        return new int[] {reader.getWidth(0), reader.getHeight(0)};
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) {
      return null; // ImageIO's readers also throw unchecked on bad bytes
    }
  }

  /** Whether a JPEG or PNG lacks its end marker, as one cut off in a download does. */
  private static boolean endsEarly(byte[] bytes) {
    if (bytes.length < 2) {
      return true;
    }
    if ((bytes[0] & 0xff) == 0xff && (bytes[1] & 0xff) == 0xd8) {
      return !contains(bytes, new byte[] {(byte) 0xff, (byte) 0xd9});
    }
    return (bytes[0] & 0xff) == 0x89 && !contains(bytes, new byte[] {'I', 'E', 'N', 'D'});
  }

  /** Looks in the last bytes; some cameras append a little of their own. */
  private static boolean contains(byte[] bytes, byte[] marker) {
    for (int at = bytes.length - marker.length; at >= Math.max(0, bytes.length - 4096); at--) {
      if (java.util.Arrays.equals(bytes, at, at + marker.length, marker, 0, marker.length)) {
        return true;
      }
    }
    return false;
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
