package dev.lorsbench.cli.fetch;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.files.RegularFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * What a file's bytes must add up to.
 *
 * @param hex 40 digits of SHA-1 or 64 of SHA-256
 */
public record Checksum(String hex) {

  /** Takes upper case too. */
  public Checksum {
    hex = hex.toLowerCase(Locale.ROOT);
    if (!hex.matches("[0-9a-f]{40}|[0-9a-f]{64}")) {
      throw CliException.usage("a checksum has 40 (SHA-1) or 64 (SHA-256) hex digits, not: " + hex);
    }
  }

  /** The SHA-256 sum of a file. */
  public static Checksum sha256(Path file) throws IOException {
    return new Checksum(hex(file, digest("SHA-256")));
  }

  /** Whether a file has it; reads every byte. */
  public boolean matches(Path file) throws IOException {
    return hex(file, digest(hex.length() == 40 ? "SHA-1" : "SHA-256")).equals(hex);
  }

  private static String hex(Path file, MessageDigest digest) throws IOException {
    try (InputStream bytes = new DigestInputStream(RegularFile.open(file), digest)) {
      bytes.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has both", e);
    }
  }
}
