package dev.lorsbench.cli.backup;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.files.RegularFile;
import dev.lorsbench.files.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * An archive of {@code lors backup}, held against its checksums before anything is taken from it.
 * The checksums are the archive's own: they find damage, not a forger.
 */
final class ArchiveReader implements AutoCloseable {
  private static final int LONGEST_CONTENTS = 64 << 20;

  /** Rows of a ledger pack to about a tenth, tensors not at all. */
  private static final long MOST_RATIO = 200;

  private static final long ALWAYS = 16L << 20;

  private final Path file;
  private final ZipFile zip;
  private final Contents contents;

  ArchiveReader(Path file) throws IOException {
    this.file = file;
    long size = RegularFile.require(file);
    try {
      this.zip = RegularFile.zip(file);
    } catch (IOException | IllegalArgumentException e) {
      throw new CliException(
          file + " is not a whole archive of `lors backup`; take another backup", e);
    }
    try {
      requireBounded(size);
      this.contents = contents();
    } catch (IOException | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  /** A small archive must not fill a disk or a database. */
  private void requireBounded(long size) {
    long unpacked = 0;
    for (ZipEntry entry : Collections.list(zip.entries())) {
      unpacked += Math.max(0, entry.getSize());
      if (unpacked < 0 || unpacked > size * MOST_RATIO + ALWAYS) {
        throw new CliException(
            "%s: its %,d bytes unpack to more than %d times as many, which no ledger does"
                .formatted(file, size, MOST_RATIO));
      }
    }
  }

  private Contents contents() throws IOException {
    try (InputStream in = open(Contents.ENTRY)) {
      byte[] json = in.readNBytes(LONGEST_CONTENTS);
      if (json.length == LONGEST_CONTENTS) {
        throw new CliException(file + ": " + Contents.ENTRY + " is longer than 64 MiB");
      }
      return Contents.parse(json, file.toString());
    }
  }

  Contents read() {
    return contents;
  }

  Path file() {
    return file;
  }

  /** Bytes of an entry. */
  long bytes(String name) {
    return entry(name).getSize();
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

  /** An entry's bytes, no more than it says; what cannot be unpacked is named. */
  InputStream open(String name) throws IOException {
    ZipEntry entry = entry(name);
    try {
      return new EntryStream(zip.getInputStream(entry), entry.getSize(), how -> damaged(name, how));
    } catch (IOException | IllegalArgumentException e) {
      throw damaged(name, "its bytes cannot be unpacked");
    }
  }

  private ZipEntry entry(String name) {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new CliException(
          file + " has no entry " + name + ": not a backup of lors, or not whole");
    }
    return entry;
  }

  /** Writes an entry to a file, whose folder is there. */
  void extract(String name, Path to) throws IOException {
    WholeFile.write(
        to,
        out -> {
          try (InputStream in = open(name)) {
            in.transferTo(out);
          }
        });
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
