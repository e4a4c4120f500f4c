package dev.lorsbench.cli.fetch;

import dev.lorsbench.coco.files.Progress;
import dev.lorsbench.files.Printable;
import dev.lorsbench.files.RegularFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Takes entries out of a zip file. Names that lead out of the folder, too many entries, too many
 * bytes and bytes out of proportion to what was packed are refused, by what really comes out and
 * not by what the archive says.
 *
 * @param mostEntries of the archive
 * @param mostBytes of all that is taken out
 * @param mostRatio of bytes taken out to bytes packed, from a MiB on
 */
public record Unpacking(int mostEntries, long mostBytes, int mostRatio) {
  private static final long FREE = 1 << 20;

  /** Fits COCO: 118,287 photographs of 19 GB, annotations that pack to a quarter. */
  static Unpacking coco() {
    return new Unpacking(500_000, 64L << 30, 100);
  }

  /**
   * Unpacks the entries that are taken.
   *
   * @param into an empty folder
   * @return how many files
   */
  public int unpack(Path zip, Map<String, String> taken, Path into, Progress progress)
      throws IOException {
    try (ZipFile archive = RegularFile.zip(zip)) {
      if (archive.size() > mostEntries) {
        throw new Refused(zip + ": has " + archive.size() + " entries, more than " + mostEntries);
      }
      int files = 0;
      int seen = 0;
      long bytes = 0;
      for (Enumeration<? extends ZipEntry> all = archive.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        Path to = entry.isDirectory() ? null : place(zip, entry.getName(), taken, into);
        if (to != null) {
          bytes += unpack(zip, archive, entry, to, mostBytes - bytes);
          files++;
        }
        progress.at(++seen, archive.size());
      }
      return files;
    }
  }

  /** Where an entry goes, or null if it is not taken. */
  private static Path place(Path zip, String name, Map<String, String> taken, Path into)
      throws Refused {
    for (Map.Entry<String, String> rule : taken.entrySet()) {
      if (name.startsWith(rule.getKey())) {
        Path target = into.resolve(rule.getValue()).normalize();
        String rest = name.substring(rule.getKey().length());
        // Backslashes and control characters are no part of any name in these archives.
        boolean plain = !name.contains("\\") && name.chars().noneMatch(Character::isISOControl);
        Path file = plain ? into.resolve(rule.getValue() + rest).normalize() : into;
        if (!file.startsWith(target)) {
          throw new Refused(zip + ": the entry " + Printable.quote(name) + " leads out");
        }
        return file;
      }
    }
    return null;
  }

  private long unpack(Path zip, ZipFile archive, ZipEntry entry, Path to, long left)
      throws IOException {
    Files.createDirectories(to.getParent());
    long most = Math.min(left, FREE + mostRatio * Math.max(0, entry.getCompressedSize()));
    long size = 0;
    try (InputStream in = archive.getInputStream(entry);
        OutputStream out = Files.newOutputStream(to)) {
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        size += read;
        if (size > most) {
          throw new Refused(
              zip + ": " + entry.getName() + " unpacks to more than " + most + " bytes");
        }
        out.write(buffer, 0, read);
      }
    }
    return size;
  }
}
