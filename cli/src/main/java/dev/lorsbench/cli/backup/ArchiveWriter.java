package dev.lorsbench.cli.backup;

import dev.lorsbench.files.WholeFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A zip file written beside its name, synced and renamed; every entry's SHA-256 is noted. */
final class ArchiveWriter implements AutoCloseable {
  private final Path file;
  private final Path beside;
  private final FileChannel channel;
  private final ZipOutputStream zip;
  private final Map<String, String> sums = new LinkedHashMap<>();

  ArchiveWriter(Path file) throws IOException {
    this.file = file.toAbsolutePath();
    this.beside = this.file.resolveSibling("." + file.getFileName() + ".writing");
    this.channel =
        FileChannel.open(
            beside,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING);
    this.zip = new ZipOutputStream(Channels.newOutputStream(channel), StandardCharsets.UTF_8);
  }

  /** Writes an entry's bytes. */
  interface Body {
    void to(OutputStream out) throws IOException;
  }

  /**
   * Adds an entry.
   *
   * @param packed whether its bytes get smaller by packing; tensors do not
   */
  void add(String name, boolean packed, Body body) throws IOException {
    zip.setLevel(packed ? Deflater.BEST_SPEED : Deflater.NO_COMPRESSION);
    zip.putNextEntry(new ZipEntry(name));
    MessageDigest digest = sha256();
    body.to(new DigestOutputStream(zip, digest));
    zip.closeEntry();
    sums.put(name, HexFormat.of().formatHex(digest.digest()));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** SHA-256 of the entries so far, by name. */
  Map<String, String> sums() {
    return new LinkedHashMap<>(sums);
  }

  /** Gives the file its name; it is then whole on disk. */
  void finish() throws IOException {
    zip.finish();
    zip.flush();
    channel.force(true);
    zip.close();
    WholeFile.rename(beside, file);
  }

  /** Leaves nothing where it was not finished. */
  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(beside);
  }
}
