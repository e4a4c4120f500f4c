package dev.lorsbench.workers.data;

import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.TrialException;
import dev.lorsbench.files.RegularFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A folder in CIFAR-10's binary layout: {@code batches.meta.txt}, a class name a line, and for each
 * split {@code SPLIT_batch.bin}, or for {@code train} CIFAR-10's own {@code data_batch_1.bin} to
 * {@code data_batch_5.bin}. A record is a label byte and 32 x 32 red, green and blue bytes.
 */
final class CifarFolder {
  /** Edge of every image, pixels. */
  static final int EDGE = 32;

  static final int PLANE = EDGE * EDGE;
  static final int RECORD = 1 + 3 * PLANE;
  private static final int LARGEST = 1 << 30;
  private static final int LONGEST_NAMES = 1 << 16;
  private static final int MOST_CLASSES = 256;

  private CifarFolder() {}

  /**
   * The class names in the order of their labels.
   *
   * @throws TrialException BAD_DATA naming the file
   */
  static List<String> classes(Path folder) {
    Path file = folder.resolve("batches.meta.txt");
    List<String> names = text(file).lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    if (names.size() < 2 || names.size() > MOST_CLASSES) {
      throw bad(
          "%s names %d classes; allowed are 2 to %d, one a line"
              .formatted(file, names.size(), MOST_CLASSES),
          null);
    }
    return names;
  }

  private static String text(Path file) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(bytes(file, LONGEST_NAMES));
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw bad(file + " is not UTF-8 text; it must have a class name a line", e);
    }
  }

  /** The files of a split. */
  static List<Path> files(Path folder, String split) {
    if (!split.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw bad("split " + split + " is not a name; allowed are letters, digits and . _ -", null);
    }
    if (!Files.isDirectory(folder)) {
      throw bad(
          folder + " is not a folder; it must hold batches.meta.txt and SPLIT_batch.bin", null);
    }
    Path one = folder.resolve(split + "_batch.bin");
    List<Path> original =
        IntStream.rangeClosed(1, 5)
            .mapToObj(i -> folder.resolve("data_batch_" + i + ".bin"))
            .toList();
    boolean whole = split.equals("train") && original.stream().allMatch(Files::exists);
    return !Files.exists(one) && whole ? original : List.of(one);
  }

  /**
   * The records of a file, one after the other.
   *
   * @throws TrialException BAD_DATA naming file, record and byte
   */
  static byte[] records(Path file, int classes) {
    byte[] all = bytes(file, LARGEST);
    if (all.length == 0 || all.length % RECORD != 0) {
      throw bad(
          "%s has %,d bytes, which is no whole number of records of %d; is it cut short?"
              .formatted(file, all.length, RECORD),
          null);
    }
    for (int at = 0; at < all.length; at += RECORD) {
      int label = all[at] & 0xff;
      if (label >= classes) {
        throw bad(
            "%s: image %d (byte %,d) has label %d; allowed is 0 to %d"
                .formatted(file, at / RECORD, at, label, classes - 1),
            null);
      }
    }
    return all;
  }

  /** The SHA-256 of the names of the classes and of all records; 64 hex digits. */
  static String fingerprint(Path folder, String train, String val) {
    MessageDigest all = sha256();
    for (String split : new TreeSet<>(List.of(train, val))) {
      all.update(("split " + split + "\n").getBytes(StandardCharsets.UTF_8));
      files(folder, split).forEach(f -> all.update(bytes(f, LARGEST)));
    }
    all.update(String.join("\n", classes(folder)).getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(all.digest());
  }

  private static byte[] bytes(Path file, int most) {
    if (!Files.isRegularFile(file)) {
      throw bad(
          file
              + " does not exist; a folder in CIFAR-10's binary layout has batches.meta.txt,"
              + " train_batch.bin and test_batch.bin",
          null);
    }
    try {
      return RegularFile.read(file, most);
    } catch (IOException e) {
      throw bad(e.getMessage(), e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static TrialException bad(String message, Exception cause) {
    return new TrialException(Failure.BAD_DATA, message, cause);
  }
}
