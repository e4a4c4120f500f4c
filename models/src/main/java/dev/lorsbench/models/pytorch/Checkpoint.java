package dev.lorsbench.models.pytorch;

import dev.lorsbench.files.Printable;
import dev.lorsbench.models.tensors.FileBytes;
import dev.lorsbench.models.tensors.Safetensors;
import dev.lorsbench.models.tensors.StoredTensor;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Named tensors of any file that holds some: safetensors, or what {@code torch.save} wrote, in its
 * zip format or the one before it. The file's content tells which, not its name.
 *
 * @param metadata a safetensors file's own texts
 * @param tensors by name, in the file's order
 * @param notes one line for each choice that was made in reading
 */
public record Checkpoint(
    Map<String, String> metadata, Map<String, StoredTensor> tensors, List<String> notes) {
  private static final int ZIP = 0x04034b50;
  private static final int PICKLE = 0x80;
  private static final long TAR = 0x7261747375L; // "ustar"
  private static final long SPARE = 64L << 20;

  /** Reads a file. */
  public static Checkpoint read(Path file) throws IOException {
    return read(file, Optional.empty());
  }

  /**
   * Reads a file.
   *
   * @param entry which dict of a PyTorch file to take, such as {@code ema_state_dict}; the usual
   *     one where empty
   * @throws IOException of one line, naming the file and what is wrong with it
   */
  public static Checkpoint read(Path file, Optional<String> entry) throws IOException {
    try (FileBytes bytes = FileBytes.open(file)) {
      int first = bytes.size() < 8 ? 0 : bytes.slice(0, 4).getInt();
      if (first == ZIP) {
        ZipCheckpoint zip = new ZipCheckpoint(bytes);
        return of(StateDict.of(zip.read(), entry), zip, bytes.size());
      } else if ((first & 0xFF) == PICKLE && bytes.slice(4, 4).getInt() != 0) {
        LegacyCheckpoint legacy = new LegacyCheckpoint(bytes);
        return of(StateDict.of(legacy.read(), entry), legacy, bytes.size());
      }
      requireNoTar(bytes);
    } catch (CheckpointException e) {
      throw new CheckpointException(file + ": " + e.getMessage());
    } catch (EOFException e) {
      throw new CheckpointException(file + ": is cut off");
    }
    if (entry.isPresent()) {
      throw new CheckpointException(file + ": is a safetensors file, which has no entries");
    }
    Safetensors read = Safetensors.read(file);
    return new Checkpoint(read.metadata(), read.tensors(), Notes.widened(read.widened()));
  }

  /** The container that {@code torch.save} wrote until 2016: its mark is at byte 257. */
  private static void requireNoTar(FileBytes bytes) throws IOException {
    if (bytes.size() >= 512 && bytes.slice(256, 8).getLong() << 16 >>> 24 == TAR) {
      throw new CheckpointException(
          "is a tar file, as the first releases of PyTorch wrote; open it with torch.load"
              + " and save it again");
    }
  }

  /** Tensors may share a storage, and repeat it, but not so as to outgrow the file by far. */
  private static Checkpoint of(StateDict dict, TensorView.Bytes bytes, long fileSize)
      throws IOException {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    long left = 16 * fileSize + SPARE;
    for (Map.Entry<String, TensorView> entry : dict.tensors().entrySet()) {
      String refusal = entry.getValue().meaning().refusal().orElse(null);
      if (refusal != null) {
        throw new CheckpointException(
            "tensor \"" + Printable.quote(entry.getKey()) + "\" " + refusal);
      }
      long size = entry.getValue().bytesRead();
      left -= size;
      if (size > Integer.MAX_VALUE || left < 0) {
        throw new CheckpointException(
            "tensor %s of %d bytes is too large for a file of %d"
                .formatted(entry.getKey(), size, fileSize));
      }
      tensors.put(entry.getKey(), entry.getValue().stored(entry.getKey(), bytes));
    }
    List<String> notes = new ArrayList<>(dict.notes());
    notes.addAll(Notes.widened(dict.narrow()));
    return new Checkpoint(Map.of(), tensors, List.copyOf(notes));
  }

  /** A torchvision ResNet's tensors by the names that they have in a detector. */
  public Checkpoint asBackbone() {
    Map<String, StoredTensor> renamed = new LinkedHashMap<>();
    for (StoredTensor tensor : tensors.values()) {
      if (!tensor.name().startsWith("fc.")) {
        String name = "backbone." + tensor.name();
        renamed.put(name, new StoredTensor(name, tensor.type(), tensor.shape(), tensor.data()));
      }
    }
    return new Checkpoint(metadata, renamed, notes);
  }
}
