package dev.lorsbench.coco.fingerprint;

import dev.lorsbench.files.RegularFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The SHA-256 of files, remembered by path, size and time of last change. */
final class FileHashes {
  /**
   * A file that changed so shortly before it was read is not remembered: it could change again
   * without its time telling, as clocks of file systems are coarse.
   */
  private static final long FRESH_SECONDS = 3;

  private final boolean remembers;
  private final Map<String, Known> known;
  private final Map<String, Known> used = new ConcurrentHashMap<>();
  private final Instant begun = Instant.now();

  /** What a file was when it was read. */
  record Known(long size, String changed, String hash) {}

  /**
   * @param known from before, by absolute path; null to remember nothing
   */
  FileHashes(Map<String, Known> known) {
    this.remembers = known != null;
    this.known = remembers ? known : Map.of();
  }

  /** What is worth remembering: of the files that were asked for, those that lie still. */
  Map<String, Known> used() {
    return used;
  }

  /** The hash of a file, 32 bytes. */
  byte[] of(Path file) throws IOException {
    if (!remembers) {
      return read(file);
    }
    BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
    String path = file.toAbsolutePath().normalize().toString();
    Known before = known.get(path);
    String changed = now.lastModifiedTime().toInstant().toString();
    boolean same = before != null && before.size == now.size() && before.changed.equals(changed);
    byte[] hash = same ? HexFormat.of().parseHex(before.hash) : read(file);
    if (now.lastModifiedTime().toInstant().isBefore(begun.minusSeconds(FRESH_SECONDS))) {
      used.put(path, new Known(now.size(), changed, HexFormat.of().formatHex(hash)));
    }
    return hash;
  }

  private static byte[] read(Path file) throws IOException {
    MessageDigest one = sha256();
    try (InputStream bytes = new DigestInputStream(RegularFile.open(file), one)) {
      bytes.transferTo(OutputStream.nullOutputStream());
      return one.digest();
    }
  }

  /** The hash of a text, in hexadecimal digits. */
  static String ofText(String text) {
    return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
