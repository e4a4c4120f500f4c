package dev.lorsbench.models.pytorch;

import dev.lorsbench.files.Printable;
import dev.lorsbench.models.tensors.FileBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * The entries of a zip file as PyTorch writes it: stored, not compressed, so that each is a run of
 * the file's bytes. Names that leave the archive, entries that overlap or lie, and compressed ones
 * (hence zip bombs) are refused.
 */
final class ZipIndex {
  private static final int PIECE = 1 << 26;

  private final FileBytes file;
  private final Map<String, ZipEntry> entries = new LinkedHashMap<>();

  private ZipIndex(FileBytes file) {
    this.file = file;
  }

  /**
   * An entry.
   *
   * @param at its first byte in the file
   * @param crc of its bytes
   */
  record ZipEntry(String name, long header, long at, long size, int crc) {}

  static ZipIndex of(FileBytes file) throws IOException {
    ZipIndex index = new ZipIndex(file);
    ZipDirectory directory = ZipDirectory.find(file);
    for (ZipEntry entry : directory.entries()) {
      checkName(entry.name());
      if (index.entries.put(entry.name(), entry) != null) {
        throw new CheckpointException("its zip names " + Printable.quote(entry.name()) + " twice");
      }
    }
    index.checkPlaces(directory.at());
    return index;
  }

  private static void checkName(String name) throws CheckpointException {
    boolean escapes =
        name.startsWith("/")
            || name.contains("\\")
            || name.contains(":")
            || List.of(name.split("/", -1)).contains("..");
    if (escapes || name.chars().anyMatch(c -> c < ' ')) {
      throw new CheckpointException(
          "its zip has an entry '" + Printable.quote(name) + "', which leaves it");
    }
  }

  private void checkPlaces(long end) throws CheckpointException {
    List<ZipEntry> sorted = new ArrayList<>(entries.values());
    sorted.sort(Comparator.comparingLong(ZipEntry::header));
    for (int i = 0; i < sorted.size(); i++) {
      ZipEntry entry = sorted.get(i);
      long next = i + 1 < sorted.size() ? sorted.get(i + 1).header() : end;
      if (entry.at() + entry.size() > next) {
        throw new CheckpointException(
            "its zip's entry " + Printable.quote(entry.name()) + " overlaps another");
      }
    }
  }

  /** The folder that everything lies in: the one that holds {@code data.pkl}. */
  String root() throws CheckpointException {
    List<String> found = entries.keySet().stream().filter(n -> n.endsWith("/data.pkl")).toList();
    if (found.size() != 1) {
      throw new CheckpointException(
          "is a zip with " + found.size() + " files data.pkl; a checkpoint has one");
    }
    return found.get(0).substring(0, found.get(0).length() - "data.pkl".length());
  }

  boolean has(String name) {
    return entries.containsKey(name);
  }

  /** Bytes of an entry. */
  long size(String name) throws CheckpointException {
    return entry(name).size();
  }

  private ZipEntry entry(String name) throws CheckpointException {
    ZipEntry entry = entries.get(name);
    if (entry == null) {
      throw new CheckpointException("its zip has no " + name);
    }
    return entry;
  }

  /** A part of an entry. */
  ByteBuffer slice(String name, long from, int count) throws IOException {
    ZipEntry entry = entry(name);
    if (from < 0 || from > entry.size() - count) {
      throw new CheckpointException("its zip's entry " + Printable.quote(name) + " is too short");
    }
    return file.slice(entry.at() + from, count);
  }

  /** Refuses an entry whose bytes are not those that were written. */
  void checkBytes(String name) throws IOException {
    CRC32 crc = new CRC32();
    long size = size(name);
    for (long at = 0; at < size; at += PIECE) {
      crc.update(slice(name, at, (int) Math.min(PIECE, size - at)));
    }
    if ((int) crc.getValue() != entry(name).crc()) {
      throw new CheckpointException(
          "its zip's entry " + Printable.quote(name) + " is damaged (its sum is wrong)");
    }
  }
}
