package dev.lorsbench.models.pytorch;

import dev.lorsbench.models.tensors.ElementType;
import java.util.HashMap;
import java.util.Map;

/** The element type of each storage that a pickle refers to; one storage has one type. */
final class Storages {
  private final Map<String, ElementType> types = new HashMap<>();

  void add(Storage storage, Unpickler machine) throws CheckpointException {
    ElementType before = types.putIfAbsent(storage.key(), storage.type());
    machine.require(
        before == null || before == storage.type(),
        "has storage " + storage.key() + " with two element types");
  }

  /** The type, or null where no tensor refers to that storage. */
  ElementType type(String key) {
    return types.get(key);
  }
}
