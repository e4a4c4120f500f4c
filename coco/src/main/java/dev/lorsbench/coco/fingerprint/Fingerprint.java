package dev.lorsbench.coco.fingerprint;

import dev.lorsbench.coco.CocoException;
import dev.lorsbench.coco.dataset.CocoDataset;
import dev.lorsbench.coco.dataset.CocoFolder;
import dev.lorsbench.coco.dataset.CocoImage;
import dev.lorsbench.files.RegularFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
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
    return of(folder, new FileHashes(null), splits);
  }

  /**
   * The same, but does not read files again whose size and time of last change are as they were.
   *
   * @param caches the folder to remember them in, {@link #userCache()} for instance; it need not
   *     exist, and where it cannot be written every file is read
   */
  public static String cached(Path caches, Path folder, String... splits) {
    HashCache cache = HashCache.of(caches, folder);
    FileHashes hashes = new FileHashes(cache.read());
    String fingerprint = of(folder, hashes, splits);
    cache.write(hashes.used());
    return fingerprint;
  }

  /** {@code lorsbench/hashes} in the user's folder for caches, as XDG has it. */
  public static Path userCache() {
    String named = System.getenv("XDG_CACHE_HOME");
    Path caches =
        named == null || named.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(named);
    return caches.resolve("lorsbench/hashes");
  }

  private static String of(Path folder, FileHashes hashes, String... splits) {
    MessageDigest all = FileHashes.sha256();
    for (String split : List.of(splits).stream().sorted().distinct().toList()) {
      all.update(("split " + split + "\n").getBytes(StandardCharsets.UTF_8));
      addSplit(all, new CocoFolder(folder), split, hashes);
    }
    return HexFormat.of().formatHex(all.digest());
  }

  private static void addSplit(
      MessageDigest all, CocoFolder folder, String split, FileHashes hashes) {
    CocoDataset dataset = folder.read(split);
    all.update(hash(hashes, dataset.file(), ""));
    List<byte[]> images =
        dataset.images().parallelStream()
            .map(image -> hash(hashes, folder.image(split, image), where(dataset, image)))
            .toList();
    images.forEach(all::update);
  }

  private static String where(CocoDataset dataset, CocoImage image) {
    return dataset.file() + ": image " + image.id() + ": ";
  }

  private static byte[] hash(FileHashes hashes, Path file, String where) {
    try {
      return hashes.of(file);
    } catch (IOException e) {
      throw new CocoException(where + RegularFile.reason(file, e), e);
    }
  }
}
