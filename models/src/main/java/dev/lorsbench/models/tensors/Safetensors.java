package dev.lorsbench.models.tensors;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * A safetensors file: eight bytes with the header's length, a JSON header, then every tensor's
 * bytes without gaps. Read strictly: a file that lies about a size, an offset or a name is refused
 * before any tensor is seen.
 *
 * @param metadata the file's own texts
 * @param tensors by name, in the order of their bytes
 * @param widened the file's own types, by name, of tensors that are read as F32
 */
public record Safetensors(
    Map<String, String> metadata, Map<String, StoredTensor> tensors, Map<String, String> widened) {
  /** The name under which a file keeps its own texts, so that no tensor can have it. */
  static final String METADATA = "__metadata__";

  /** The longest header that is read, as in the reference implementation. */
  public static final int LONGEST_HEADER = 100_000_000;

  /**
   * Maps a file. Bytes are fetched when first looked at; the mapping ends with the tensors. The
   * file may be replaced meanwhile (by a rename), not shortened in place.
   *
   * @throws SafetensorsException naming the file and what is wrong with it
   */
  public static Safetensors read(Path file) throws IOException {
    return SafetensorsReader.read(file);
  }

  /**
   * Writes beside the file, syncs and renames: whoever reads {@code file} sees the old or the new
   * whole, even after a power cut. The bytes depend on the tensors alone, not on their order.
   *
   * @throws IOException naming the file, for instance where the disk is full; the old file stays
   */
  public static void write(
      Path file, Collection<? extends TensorSource> tensors, Map<String, String> metadata)
      throws IOException {
    write(file, tensors, metadata, new CRC32C());
  }

  /** As {@link #write(Path, Collection, Map)}; {@code sum} takes every byte as it was meant. */
  public static void write(
      Path file,
      Collection<? extends TensorSource> tensors,
      Map<String, String> metadata,
      Checksum sum)
      throws IOException {
    SafetensorsWriter.write(file, List.copyOf(tensors), metadata, sum);
  }

  /** The tensor of that name, if the file has it. */
  public Optional<StoredTensor> find(String name) {
    return Optional.ofNullable(tensors.get(name));
  }

  /** The tensors whose names begin with {@code prefix}, by what follows it, in file order. */
  public Map<String, StoredTensor> under(String prefix) {
    Map<String, StoredTensor> found = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          if (name.startsWith(prefix)) {
            found.put(name.substring(prefix.length()), tensor);
          }
        });
    return found;
  }
}
