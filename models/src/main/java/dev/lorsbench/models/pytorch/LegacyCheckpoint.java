package dev.lorsbench.models.pytorch;

import dev.lorsbench.models.tensors.ElementType;
import dev.lorsbench.models.tensors.FileBytes;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code torch.save} wrote before PyTorch 1.6: five pickles one behind the other (a magic
 * number, the protocol, the system, the object, the keys of its storages), then every storage as
 * its length and its bytes.
 */
final class LegacyCheckpoint implements TensorView.Bytes {
  private static final Object MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final Object PROTOCOL = 1001L;
  private static final int LONGEST_PICKLES = 64 << 20;

  private final FileBytes file;

  /** The first byte of each storage's length. */
  private final Map<String, Long> places = new HashMap<>();

  LegacyCheckpoint(FileBytes file) {
    this.file = file;
  }

  /** The pickled object. */
  Object read() throws IOException {
    ByteBuffer pickles = file.slice(0, (int) Math.min(file.size(), LONGEST_PICKLES));
    if (!MAGIC.equals(Unpickler.read(pickles))) {
      throw new CheckpointException("is a pickle, but none that torch.save wrote");
    }
    if (!PROTOCOL.equals(Unpickler.read(pickles))) {
      throw new CheckpointException("has a protocol other than " + PROTOCOL);
    }
    boolean little =
        Unpickler.read(pickles) instanceof Map<?, ?> system
            && Boolean.TRUE.equals(system.get("little_endian"));
    if (!little) {
      throw new CheckpointException("is not marked as little-endian; only such files are read");
    }
    Storages storages = new Storages();
    Object read = Unpickler.read(pickles, storages);
    place(Unpickler.read(pickles), storages, pickles.position());
    return read;
  }

  /** Lengths are counted in elements, so the places follow from the types that tensors name. */
  private void place(Object keys, Storages storages, long first) throws IOException {
    if (!(keys instanceof List)) {
      throw new CheckpointException("has no list of its storages");
    }
    long at = first;
    for (Object key : (List<?>) keys) {
      ElementType type = key instanceof String ? storages.type((String) key) : null;
      if (type == null || at > file.size() - 8 || places.put((String) key, at) != null) {
        throw new CheckpointException("has a storage " + shown(key) + " that is none of its own");
      }
      long count = file.slice(at, 8).getLong();
      if (count < 0 || count > (file.size() - at - 8) / type.bytes()) {
        throw new CheckpointException("its storage " + key + " goes beyond the file's end");
      }
      at += 8 + count * type.bytes();
    }
    if (at != file.size()) {
      throw new CheckpointException((file.size() - at) + " bytes at its end belong to no storage");
    }
  }

  private static String shown(Object key) {
    return key instanceof String ? (String) key : "without a name";
  }

  @Override
  public ByteBuffer of(Storage storage, long at, int count) throws IOException {
    Long place = places.get(storage.key());
    if (place == null) {
      throw new CheckpointException("has no storage " + storage.key());
    }
    long there = file.slice(place, 8).getLong();
    if (storage.offset() + storage.count() > there) {
      throw new CheckpointException(
          "its storage %s has %d elements; its pickle says %d"
              .formatted(storage.key(), there, storage.offset() + storage.count()));
    }
    return file.slice(place + 8 + storage.offset() * storage.type().bytes() + at, count);
  }
}
