package dev.lorsbench.models.pytorch;

import dev.lorsbench.models.tensors.ElementType;
import java.util.Map;

/**
 * A flat run of elements that tensors look into; a pickle only names it.
 *
 * @param type of one element; U8 for storages of plain bytes
 * @param key the storage's own name in the file
 * @param offset elements of the file's storage before this one's first (old files have views)
 * @param count elements
 */
record Storage(ElementType type, String key, long offset, long count) {
  /** By PyTorch's class. */
  static final Map<String, ElementType> CLASSES =
      Map.ofEntries(
          Map.entry("torch.DoubleStorage", ElementType.F64),
          Map.entry("torch.FloatStorage", ElementType.F32),
          Map.entry("torch.HalfStorage", ElementType.F16),
          Map.entry("torch.BFloat16Storage", ElementType.BF16),
          Map.entry("torch.LongStorage", ElementType.I64),
          Map.entry("torch.IntStorage", ElementType.I32),
          Map.entry("torch.ShortStorage", ElementType.I16),
          Map.entry("torch.CharStorage", ElementType.I8),
          Map.entry("torch.ByteStorage", ElementType.U8),
          Map.entry("torch.BoolStorage", ElementType.BOOL),
          Map.entry("torch.UntypedStorage", ElementType.U8),
          Map.entry("torch.storage.UntypedStorage", ElementType.U8));

  /** PyTorch's class for elements that have one. */
  static String className(ElementType type) {
    return CLASSES.entrySet().stream()
        .filter(e -> e.getValue() == type && !e.getKey().contains("Untyped"))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("PyTorch has no storage class for " + type));
  }

  long bytes() {
    return count * type.bytes();
  }
}
