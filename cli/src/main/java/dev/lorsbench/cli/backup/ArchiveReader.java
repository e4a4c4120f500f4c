package dev.lorsbench.cli.backup;

import dev.lorsbench.cli.CliException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * An archive of {@code lors backup}, held against its checksums before anything is taken from it.
 */
final class ArchiveReader implements AutoCloseable {
  private static final long LONGEST_CONTENTS = 256L << 20;

  private final Path file;
  private final ZipFile zip;
  private final Contents contents;

  ArchiveReader(Path file) throws IOException {
    this.file = file;
    try {
      this.zip = new ZipFile(file.toFile());
    } catch (ZipException e) {
      throw new CliException(
          file + " is not a whole archive of `lors backup`: " + e.getMessage(), e);
    } catch (NoSuchFileException e) {
      throw new CliException(file + " does not exist", e);
    }
    this.contents = contents();
  }

  private Contents contents() throws IOException {
    ZipEntry entry = entry(Contents.ENTRY);
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] json = in.readNBytes((int) LONGEST_CONTENTS);
      if (json.length == LONGEST_CONTENTS) {
        throw new CliException(file + ": " + Contents.ENTRY + " is longer than 256 MiB");
      }
      return Contents.parse(json, file.toString());
    }
  }

  Contents read() {
    return contents;
  }

  /** Bytes of all entries, as the archive says. */
  long bytes() {
    return zip.stream().mapToLong(e -> Math.max(0, e.getSize())).sum();
  }

  /**
   * Reads every entry and compares; an entry more or less is as bad as a flipped bit.
   *
   * @param read told of bytes read so far
   */
  void verify(LongConsumer read) throws IOException {
    if (zip.size() != contents.sha256().size() + 1) {
      throw new CliException(
          "%s has %d entries, %d were written: take another backup"
              .formatted(file, zip.size(), contents.sha256().size() + 1));
    }
    long done = 0;
    for (Map.Entry<String, String> sum : contents.sha256().entrySet()) {
      done += verify(sum.getKey(), sum.getValue());
      read.accept(done);
    }
  }

  private long verify(String name, String written) throws IOException {
    MessageDigest digest = ArchiveWriter.sha256();
    long bytes;
    try (InputStream in = open(name);
        OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      bytes = in.transferTo(out);
    } catch (ZipException e) {
      throw damaged(name, e.getMessage());
    }
    String found = HexFormat.of().formatHex(digest.digest());
    if (!found.equals(written)) {
      throw damaged(name, "its SHA-256 is %s, %s was written".formatted(found, written));
    }
    return bytes;
  }

  private CliException damaged(String name, String how) {
    return new CliException(
        "%s is damaged in %s: %s; nothing was restored, take another backup"
            .formatted(file, name, how));
  }

  /** An entry's bytes. */
  InputStream open(String name) throws IOException {
    return zip.getInputStream(entry(name));
  }

  private ZipEntry entry(String name) {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new CliException(
          file + " has no entry " + name + ": not a backup of lors, or not whole");
    }
    return entry;
  }

  /** Writes an entry to a file. */
  void extract(String name, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    try (InputStream in = open(name)) {
      Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
