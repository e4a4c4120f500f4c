package dev.lorsbench.models.pytorch;

import dev.lorsbench.models.tensors.FileBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * What {@code torch.save} has written since PyTorch 1.6: a zip file with {@code data.pkl} and each
 * storage as {@code data/KEY}.
 */
final class ZipCheckpoint implements TensorView.Bytes {
  /** A pickle of names and shapes; more than a hundred thousand tensors fit into this. */
  private static final int LONGEST_PICKLE = 64 << 20;

  private final ZipIndex zip;
  private final String root;
  private final Set<String> checked = new HashSet<>();

  ZipCheckpoint(FileBytes file) throws IOException {
    zip = ZipIndex.of(file);
    root = zip.root();
  }

  /** The pickled object. */
  Object read() throws IOException {
    if (zip.has(root + "constants.pkl")) {
      throw new CheckpointException("is a TorchScript program, not a checkpoint of weights");
    }
    if (zip.has(root + "byteorder")) {
      String order = text("byteorder");
      if (!order.equals("little")) {
        throw new CheckpointException(
            "has byte order '" + order + "'; only little-endian files are read");
      }
    }
    String pickle = root + "data.pkl";
    if (zip.size(pickle) > LONGEST_PICKLE) {
      throw new CheckpointException("its pickle is longer than " + LONGEST_PICKLE + " bytes");
    }
    zip.checkBytes(pickle);
    return Unpickler.read(zip.slice(pickle, 0, (int) zip.size(pickle)));
  }

  private String text(String name) throws IOException {
    int length = (int) Math.min(100, zip.size(root + name));
    return StandardCharsets.US_ASCII.decode(zip.slice(root + name, 0, length)).toString().strip();
  }

  @Override
  public ByteBuffer of(Storage storage, long at, int count) throws IOException {
    String name = root + "data/" + storage.key();
    long needed = (storage.offset() + storage.count()) * storage.type().bytes();
    if (zip.size(name) < needed) {
      throw new CheckpointException(
          "its storage %s has %d bytes; its pickle says %d"
              .formatted(storage.key(), zip.size(name), needed));
    }
    if (checked.add(name)) {
      zip.checkBytes(name);
    }
    return zip.slice(name, storage.offset() * storage.type().bytes() + at, count);
  }
}
