package dev.lorsbench.models.pytorch;

import dev.lorsbench.models.tensors.ElementType;
import dev.lorsbench.models.tensors.StoredTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A tensor as a pickle describes it: element (i, j, ...) is number offset + i * strides[0] + j *
 * strides[1] + ... of a storage. What lies beyond the storage's end is refused when it is made.
 */
@SuppressWarnings("ArrayRecordComponent") // they go to StoredTensor as they are
record TensorView(
    Storage storage, ElementType type, Meaning meaning, long offset, long[] shape, long[] strides) {
  static final int MOST_AXES = 64;

  /** Where the bytes of a file's storages are. */
  interface Bytes {
    /** {@code count} bytes of a storage from byte {@code at} on. */
    ByteBuffer of(Storage storage, long at, int count) throws IOException;
  }

  /** Refuses sizes, strides and offsets that no storage of that length can hold. */
  TensorView {
    if (shape.length != strides.length) {
      throw new IllegalArgumentException(
          "has " + shape.length + " axes and " + strides.length + " strides");
    }
    long last = offset;
    boolean empty = false;
    long bytes = type.bytes();
    for (int i = 0; i < shape.length; i++) {
      if (shape[i] < 0 || strides[i] < 0) {
        throw new IllegalArgumentException(
            "has size " + shape[i] + " and stride " + strides[i] + " in axis " + i);
      }
      empty |= shape[i] == 0;
      bytes = Math.multiplyExact(bytes, shape[i]);
      last = Math.addExact(last, Math.multiplyExact(Math.max(0, shape[i] - 1), strides[i]));
    }
    long available = storage.bytes() / type.bytes();
    if (offset < 0 || offset > available || (!empty && last >= available)) {
      throw new IllegalArgumentException("reads element " + last + " of a storage of " + available);
    }
  }

  /** How many bytes the elements take by themselves. */
  long bytes() {
    return StoredTensor.size(shape) * type.bytes();
  }

  /** Whether the elements lie row-major and without gaps, so that nothing need be copied. */
  boolean contiguous() {
    long expected = 1;
    for (int i = shape.length - 1; i >= 0; i--) {
      if (shape[i] != 1 && strides[i] != expected) {
        return bytes() == 0;
      }
      expected *= shape[i];
    }
    return true;
  }

  /** How many bytes the values take once they are read. */
  long bytesRead() {
    return StoredTensor.size(shape) * meaning.bytes(type);
  }

  /** The values in row-major order. */
  StoredTensor stored(String name, Bytes bytes) throws IOException {
    return meaning.apply(raw(name, bytes));
  }

  private StoredTensor raw(String name, Bytes bytes) throws IOException {
    int count = Math.toIntExact(bytes());
    long first = offset * type.bytes();
    if (count == 0 || contiguous()) {
      return new StoredTensor(name, type, shape, bytes.of(storage, count == 0 ? 0 : first, count));
    }
    int span = Math.toIntExact((last() - offset + 1) * type.bytes());
    return new StoredTensor(name, type, shape, gathered(bytes.of(storage, first, span), count));
  }

  private long last() {
    long last = offset;
    for (int i = 0; i < shape.length; i++) {
      last += (shape[i] - 1) * strides[i];
    }
    return last;
  }

  private ByteBuffer gathered(ByteBuffer from, int count) {
    ByteBuffer source = from.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer target = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    long[] index = new long[shape.length];
    long at = 0;
    while (target.hasRemaining()) {
      copy(source, (int) (at * type.bytes()), target);
      int axis = shape.length - 1;
      while (axis >= 0 && ++index[axis] == shape[axis]) {
        at -= (shape[axis] - 1) * strides[axis];
        index[axis--] = 0;
      }
      at += axis < 0 ? 0 : strides[axis];
    }
    return target.flip();
  }

  private void copy(ByteBuffer from, int at, ByteBuffer to) {
    switch (type.bytes()) {
      case 1 -> to.put(from.get(at));
      case 2 -> to.putShort(from.getShort(at));
      case 4 -> to.putInt(from.getInt(at));
      default -> to.putLong(from.getLong(at));
    }
  }
}
