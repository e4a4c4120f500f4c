package dev.lorsbench.models.pytorch;

import dev.lorsbench.files.Printable;
import dev.lorsbench.models.tensors.ElementType;
import dev.lorsbench.models.tensors.Float8;
import dev.lorsbench.models.tensors.StoredTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Optional;

/**
 * What the elements of a tensor mean beside their bytes.
 *
 * @param narrow the type of elements of one byte that are read as F32
 * @param negated whether each stands for its negative: PyTorch negates and conjugates by a mark
 * @param refusal why the values cannot be told, to follow the tensor's name
 */
record Meaning(Optional<Float8> narrow, boolean negated, Optional<String> refusal) {
  static final Meaning PLAIN = new Meaning(Optional.empty(), false, Optional.empty());

  static Meaning of(Float8 narrow) {
    return new Meaning(Optional.of(narrow), false, Optional.empty());
  }

  private Meaning refused(String why) {
    return new Meaning(narrow, negated, Optional.of(why));
  }

  /**
   * With what PyTorch's metadata of a tensor say. What is not known may change values, so it is not
   * passed over.
   */
  Meaning with(Map<?, ?> metadata, ElementType type) {
    Meaning meaning = this;
    for (Map.Entry<?, ?> entry : metadata.entrySet()) {
      String key = Printable.quote(String.valueOf(entry.getKey()));
      if (entry.getValue() == Boolean.FALSE && (key.equals("neg") || key.equals("conj"))) {
        continue;
      }
      if (key.equals("neg") && entry.getValue() == Boolean.TRUE) {
        meaning =
            type == ElementType.BOOL
                ? meaning.refused("is marked as negated, which truth values cannot be")
                : new Meaning(narrow, true, meaning.refusal);
      } else if (key.equals("conj") && entry.getValue() == Boolean.TRUE) {
        meaning = meaning.refused("is marked as conjugated, which real numbers cannot be");
      } else {
        meaning = meaning.refused("has metadata \"" + key + "\", which is not understood");
      }
    }
    return meaning;
  }

  /** Bytes that an element of that type takes once it is read. */
  int bytes(ElementType type) {
    return narrow.isPresent() ? ElementType.F32.bytes() : type.bytes();
  }

  /** The values of a tensor whose bytes are these. */
  StoredTensor apply(StoredTensor raw) {
    StoredTensor read = narrow.isPresent() ? narrow.get().widened(raw) : raw;
    return negated ? negative(read) : read;
  }

  private static StoredTensor negative(StoredTensor tensor) {
    ByteBuffer from = tensor.data();
    ByteBuffer to = ByteBuffer.allocate(from.remaining()).order(ByteOrder.LITTLE_ENDIAN);
    while (from.hasRemaining()) {
      negate(tensor.type(), from, to);
    }
    return new StoredTensor(tensor.name(), tensor.type(), tensor.shape(), to.flip());
  }

  /** Numbers with a point change their sign's bit; whole ones wrap around, as PyTorch's do. */
  private static void negate(ElementType type, ByteBuffer from, ByteBuffer to) {
    switch (type) {
      case BOOL -> to.put(from.get());
      case U8, I8 -> to.put((byte) -from.get());
      case I16, U16 -> to.putShort((short) -from.getShort());
      case F16, BF16 -> to.putShort((short) (from.getShort() ^ 0x8000));
      case I32, U32 -> to.putInt(-from.getInt());
      case F32 -> to.putInt(from.getInt() ^ 0x8000_0000);
      case I64, U64 -> to.putLong(-from.getLong());
      case F64 -> to.putLong(from.getLong() ^ 0x8000_0000_0000_0000L);
    }
  }
}
