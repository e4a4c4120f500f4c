package dev.lorsbench.coco.fingerprint;

import dev.lorsbench.coco.CocoException;
import dev.lorsbench.coco.dataset.CocoDataset;
import dev.lorsbench.coco.dataset.CocoFolder;
import dev.lorsbench.coco.dataset.CocoImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The SHA-256 of the annotation files and image bytes of some splits. It depends neither on where
 * the folder lies nor on the order of its listing: images are taken in the order of their
 * annotation file, and files that no annotation file names do not count.
 */
public final class Fingerprint {
  private Fingerprint() {}

  /**
   * Reads every byte of the splits.
   *
   * @param folder a COCO folder
   * @param splits in any order; the result is the same
   * @return 64 hexadecimal digits
   * @throws CocoException if an annotation file is bad or an image is missing
   */
  public static String of(Path folder, String... splits) {
    MessageDigest all = sha256();
    for (String split : List.of(splits).stream().sorted().distinct().toList()) {
      all.update(("split " + split + "\n").getBytes(StandardCharsets.UTF_8));
      addSplit(all, new CocoFolder(folder), split);
    }
    return HexFormat.of().formatHex(all.digest());
  }

  private static void addSplit(MessageDigest all, CocoFolder folder, String split) {
    CocoDataset dataset = folder.read(split);
    all.update(digest(dataset.file(), ""));
    List<byte[]> images =
        dataset.images().parallelStream()
            .map(image -> digest(folder.image(split, image), where(dataset, image)))
            .toList();
    images.forEach(all::update);
  }

  private static String where(CocoDataset dataset, CocoImage image) {
    return dataset.file() + ": image " + image.id() + ": ";
  }

  private static byte[] digest(Path file, String where) {
    MessageDigest one = sha256();
    try (InputStream bytes = new DigestInputStream(Files.newInputStream(file), one)) {
      bytes.transferTo(java.io.OutputStream.nullOutputStream());
      return one.digest();
    } catch (NoSuchFileException e) {
      throw new CocoException(where + file + ": no such file", e);
    } catch (IOException e) {
      throw new CocoException(where + file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
