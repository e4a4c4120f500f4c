package dev.lorsbench.models.tensors;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A tensor as it lies in a file.
 *
 * @param shape sizes of the axes; empty for a scalar
 * @param data the elements, row-major and little-endian; read-only where it is a file's mapping
 */
@SuppressWarnings("ArrayRecordComponent") // treated as immutable; a list would box every axis
public record StoredTensor(String name, ElementType type, long[] shape, ByteBuffer data)
    implements TensorSource {
  public StoredTensor {
    long expected = size(shape) * type.bytes();
    if (data.remaining() != expected) {
      throw new IllegalArgumentException(
          "tensor %s of shape %s and type %s needs %d bytes; there are %d"
              .formatted(name, Arrays.toString(shape), type, expected, data.remaining()));
    }
    data = data.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** An F32 tensor from an array. */
  public static StoredTensor of(String name, float[] values, long... shape) {
    ByteBuffer data = allocate(values.length, 4);
    data.asFloatBuffer().put(values);
    return new StoredTensor(name, ElementType.F32, shape, data);
  }

  /** An F64 tensor from an array. */
  public static StoredTensor of(String name, double[] values, long... shape) {
    ByteBuffer data = allocate(values.length, 8);
    data.asDoubleBuffer().put(values);
    return new StoredTensor(name, ElementType.F64, shape, data);
  }

  /** An I64 tensor from an array. */
  public static StoredTensor of(String name, long[] values, long... shape) {
    ByteBuffer data = allocate(values.length, 8);
    data.asLongBuffer().put(values);
    return new StoredTensor(name, ElementType.I64, shape, data);
  }

  private static ByteBuffer allocate(int count, int bytes) {
    return ByteBuffer.allocate(Math.multiplyExact(count, bytes)).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A view from the first element, which the caller may move. */
  @Override
  public ByteBuffer data() {
    return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** How many elements there are. */
  public long size() {
    return size(shape);
  }

  /** Every element widened to double; exact for all types but 64-bit integers beyond 2^53. */
  public double[] toDoubles() {
    double[] values = new double[Math.toIntExact(size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = Elements.at(data, type, i);
    }
    return values;
  }

  /** Every element as float; F64 and wide integers are rounded. */
  public float[] toFloats() {
    float[] values = new float[Math.toIntExact(size())];
    if (type == ElementType.F32) {
      data().asFloatBuffer().get(values);
      return values;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Elements.at(data, type, i);
    }
    return values;
  }

  /**
   * How many elements a shape has.
   *
   * @throws ArithmeticException where a long cannot count them
   */
  public static long size(long[] shape) {
    long size = 1;
    for (long axis : shape) {
      if (axis < 0) {
        throw new IllegalArgumentException("a negative axis in " + Arrays.toString(shape));
      }
      size = Math.multiplyExact(size, axis);
    }
    return size;
  }
}
