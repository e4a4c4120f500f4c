package dev.lorsbench.models.pytorch;

import dev.lorsbench.models.tensors.FileBytes;
import dev.lorsbench.models.tensors.Safetensors;
import dev.lorsbench.models.tensors.StoredTensor;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
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
    } catch (CheckpointException e) {
      throw new CheckpointException(file + ": " + e.getMessage());
    } catch (EOFException e) {
      throw new CheckpointException(file + ": is cut off");
    }
    if (entry.isPresent()) {
      throw new CheckpointException(file + ": is a safetensors file, which has no entries");
    }
    Safetensors read = Safetensors.read(file);
    return new Checkpoint(read.metadata(), read.tensors(), List.of());
  }

  /** Tensors may share a storage, and repeat it, but not so as to outgrow the file by far. */
  private static Checkpoint of(StateDict dict, TensorView.Bytes bytes, long fileSize)
      throws IOException {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    long left = 16 * fileSize + SPARE;
    for (Map.Entry<String, TensorView> entry : dict.tensors().entrySet()) {
      long size = entry.getValue().bytes();
      left -= size;
      if (size > Integer.MAX_VALUE || left < 0) {
        throw new CheckpointException(
            "tensor %s of %d bytes is too large for a file of %d"
                .formatted(entry.getKey(), size, fileSize));
      }
      tensors.put(entry.getKey(), entry.getValue().stored(entry.getKey(), bytes));
    }
    return new Checkpoint(Map.of(), tensors, dict.notes());
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
