package dev.lorsbench.models.tensors;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Between stored tensors and DJL's arrays. Both sides are little-endian on every platform used. */
public final class NativeTensors {
  private NativeTensors() {}

  /** A copy of a stored tensor in native memory, owned by {@code manager}, on its device. */
  public static NDArray array(NDManager manager, StoredTensor tensor) {
    Shape shape = new Shape(tensor.shape());
    DataType type = type(tensor);
    if (tensor.size() == 0) {
      return manager.create(shape, type);
    }
    ByteBuffer source = tensor.data();
    ByteBuffer direct =
        ByteBuffer.allocateDirect(source.remaining()).order(ByteOrder.nativeOrder());
    direct.put(source).flip();
    // DJL's array would go on using Java's buffer, which a graph that outlives it must not see.
    try (NDArray borrowed = manager.create(direct, shape, type)) {
      return borrowed.duplicate();
    }
  }

  /** A host copy of an array. */
  public static StoredTensor stored(String name, NDArray array) {
    TensorSource source = source(name, array);
    return new StoredTensor(name, source.type(), source.shape(), source.data());
  }

  /** An array to be written, copied to the host only when its turn comes. */
  public static TensorSource source(String name, NDArray array) {
    return new ArraySource(name, type(array), array.getShape().getShape(), array, false);
  }

  /** An array in host memory to be written as it then is, without a copy; it must stay open. */
  static TensorSource view(String name, NDArray array) {
    return new ArraySource(name, type(array), array.getShape().getShape(), array, true);
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record ArraySource(
      String name, ElementType type, long[] shape, NDArray array, boolean view)
      implements TensorSource {
    @Override
    public ByteBuffer data() {
      return array.size() == 0 ? ByteBuffer.allocate(0) : array.toByteBuffer(view);
    }
  }

  private static DataType type(StoredTensor tensor) {
    return switch (tensor.type()) {
      case BOOL -> DataType.BOOLEAN;
      case U8 -> DataType.UINT8;
      case I8 -> DataType.INT8;
      case F16 -> DataType.FLOAT16;
      case BF16 -> DataType.BFLOAT16;
      case I32 -> DataType.INT32;
      case F32 -> DataType.FLOAT32;
      case F64 -> DataType.FLOAT64;
      case I64 -> DataType.INT64;
      default ->
          throw new IllegalArgumentException(
              "tensor " + tensor.name() + " has type " + tensor.type() + ", which no array has");
    };
  }

  private static ElementType type(NDArray array) {
    return switch (array.getDataType()) {
      case BOOLEAN -> ElementType.BOOL;
      case UINT8 -> ElementType.U8;
      case INT8 -> ElementType.I8;
      case FLOAT16 -> ElementType.F16;
      case BFLOAT16 -> ElementType.BF16;
      case INT32 -> ElementType.I32;
      case FLOAT32 -> ElementType.F32;
      case FLOAT64 -> ElementType.F64;
      case INT64 -> ElementType.I64;
      default ->
          throw new IllegalArgumentException(
              "arrays of " + array.getDataType() + " are not stored");
    };
  }
}
