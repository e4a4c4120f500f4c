package dev.lorsbench.coco.check;

import dev.lorsbench.coco.CocoException;
import dev.lorsbench.coco.check.Finding.Kind;
import dev.lorsbench.coco.check.FolderCheck.Depth;
import dev.lorsbench.coco.dataset.CocoFolder;
import dev.lorsbench.coco.dataset.CocoImage;
import dev.lorsbench.images.ImageException;
import dev.lorsbench.images.ImageFile;
import dev.lorsbench.images.ImageHead;
import dev.lorsbench.images.Orientation;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The check of one image file, by the reader that training uses.
 *
 * @param hash of its bytes, null if they were not all read
 */
record ImageCheck(String subject, String place, String hash, List<Finding> findings) {

  static ImageCheck of(CocoFolder folder, String split, CocoImage image, Depth depth) {
    String subject = "image " + image.id();
    if (image.fileName() == null || image.width() < 1 || image.height() < 1) {
      String message = "its file_name, width or height is missing";
      return failed(Kind.BAD_IMAGE_ENTRY, split, subject, message);
    }
    try {
      Path file = folder.image(split, image);
      String place = split + "/" + image.fileName();
      return switch (depth) {
        case PIXELS -> {
          byte[] bytes = ImageFile.bytes(file);
          ImageFile.decode(file, bytes);
          ImageHead head = ImageFile.head(file, bytes);
          yield new ImageCheck(
              subject, place, hash(bytes), findings(split, subject, image, file, head));
        }
        case HEADERS -> {
          ImageHead head = ImageFile.head(file);
          yield new ImageCheck(subject, place, null, findings(split, subject, image, file, head));
        }
      };
    } catch (CocoException e) {
      String why = e.getMessage().replaceFirst("^.*?\"file_name\" ", "its file_name ");
      return failed(Kind.BAD_IMAGE_ENTRY, split, subject, why);
    } catch (ImageException e) {
      Kind kind = e.unreadable() ? Kind.MISSING_FILE : Kind.CORRUPT_FILE;
      return failed(kind, split, subject, e.getMessage());
    }
  }

  private static ImageCheck failed(Kind kind, String split, String subject, String message) {
    Finding finding = new Finding(kind, split, subject, message);
    return new ImageCheck(subject, subject, null, List.of(finding));
  }

  private static List<Finding> findings(
      String split, String subject, CocoImage image, Path file, ImageHead head) {
    List<Finding> findings = new ArrayList<>();
    if (head.width() != image.width() || head.height() != image.height()) {
      String message =
          "%s: is %d x %d, its entry says %d x %d"
              .formatted(file, head.width(), head.height(), image.width(), image.height());
      findings.add(new Finding(Kind.WRONG_SIZE, split, subject, message));
    }
    if (head.orientation() != Orientation.PLAIN) {
      String message =
          "%s: viewers turn it (EXIF orientation %d), training does not: its boxes must mean the %d x %d stored pixels"
              .formatted(file, head.orientation().number(), head.width(), head.height());
      findings.add(new Finding(Kind.TURNED, split, subject, message));
    }
    return findings;
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
