package dev.lorsbench.models.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * ONNX's operators as methods. Shapes that hold open sizes are tensors of int64 here; in a reshape
 * 0 keeps the size of the same axis and -1 is what remains.
 */
final class Graph {
  /** Behind the last index of any axis. */
  static final long END = Long.MAX_VALUE;

  private static final int FLOAT_BYTES = 4;

  private final Nodes nodes;
  private final Map<Value, Value> transposed = new HashMap<>();

  Graph(Nodes nodes) {
    this.nodes = nodes;
  }

  /** An operator without attributes and with one result. */
  Value op(String operator, Value... inputs) {
    return op(operator, List.of(), inputs);
  }

  /** An operator with one result. */
  Value op(String operator, List<AttributeProto> attributes, Value... inputs) {
    return nodes.add(operator, attributes, 1, List.of(inputs)).get(0);
  }

  /** An operator with two results. */
  List<Value> pair(String operator, List<AttributeProto> attributes, Value... inputs) {
    return nodes.add(operator, attributes, 2, List.of(inputs));
  }

  Value plus(Value a, Value b) {
    return op("Add", a, b);
  }

  Value plus(Value a, double b) {
    return plus(a, number(b));
  }

  Value minus(Value a, Value b) {
    return op("Sub", a, b);
  }

  Value times(Value a, Value b) {
    return op("Mul", a, b);
  }

  Value times(Value a, double b) {
    return times(a, number(b));
  }

  Value over(Value a, Value b) {
    return op("Div", a, b);
  }

  Value matmul(Value a, Value b) {
    return op("MatMul", a, b);
  }

  Value softmax(Value x) {
    return op("Softmax", List.of(Attributes.whole("axis", -1)), x);
  }

  Value reshape(Value x, long... shape) {
    return op("Reshape", x, wholes(shape));
  }

  Value reshape(Value x, Value shape) {
    return op("Reshape", x, shape);
  }

  Value transpose(Value x, long... axes) {
    return op("Transpose", List.of(Attributes.wholes("perm", axes)), x);
  }

  /** A matrix of weights with its axes exchanged, once however often it is used. */
  Value transposed(Value weight) {
    return transposed.computeIfAbsent(weight, w -> transpose(w, 1, 0));
  }

  Value unsqueeze(Value x, long axis) {
    return op("Unsqueeze", x, wholes(axis));
  }

  Value concat(long axis, Value... parts) {
    return op("Concat", List.of(Attributes.whole("axis", axis)), parts);
  }

  /** Indices from (with) to (without) along an axis. */
  Value slice(Value x, long axis, long from, long to) {
    return op("Slice", x, wholes(from), wholes(to), wholes(axis));
  }

  /** One index of an axis, which goes. */
  Value pick(Value x, long axis, long index) {
    return op("Gather", List.of(Attributes.whole("axis", axis)), x, whole(index));
  }

  /** The sizes of axes from (with) to (without), int64. */
  Value shape(Value x, long from, long to) {
    return op("Shape", List.of(Attributes.whole("start", from), Attributes.whole("end", to)), x);
  }

  Value floating(Value whole) {
    return op("Cast", List.of(Attributes.whole("to", DataType.FLOAT.getNumber())), whole);
  }

  /** A scalar of float32. */
  Value number(double value) {
    return numbers(new float[] {(float) value});
  }

  /** Constants of float32 of that shape; a scalar where it is empty. */
  Value numbers(float[] values, long... shape) {
    ByteBuffer data =
        ByteBuffer.allocate(values.length * FLOAT_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    data.asFloatBuffer().put(values);
    return nodes.constant(DataType.FLOAT, ByteString.copyFrom(data), shape);
  }

  /** So many times one value, of that shape. */
  Value filled(double value, long... shape) {
    float[] values =
        new float[Math.toIntExact(LongStream.of(shape).reduce(1, Math::multiplyExact))];
    Arrays.fill(values, (float) value);
    return numbers(values, shape);
  }

  /** A scalar of int64. */
  Value whole(long value) {
    return nodes.constant(DataType.INT64, bytes(value));
  }

  /** A vector of int64. */
  Value wholes(long... values) {
    return nodes.constant(DataType.INT64, bytes(values), values.length);
  }

  private static ByteString bytes(long... values) {
    ByteBuffer data =
        ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    data.asLongBuffer().put(values);
    return ByteString.copyFrom(data);
  }
}
