package dev.lorsbench.models.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import com.google.protobuf.ByteString;
import java.util.Arrays;

/** Attributes of nodes. */
final class Attributes {
  private Attributes() {}

  static AttributeProto whole(String name, long value) {
    return named(name, AttributeProto.AttributeType.INT).setI(value).build();
  }

  static AttributeProto wholes(String name, long... values) {
    AttributeProto.Builder attribute = named(name, AttributeProto.AttributeType.INTS);
    Arrays.stream(values).forEach(attribute::addInts);
    return attribute.build();
  }

  static AttributeProto fraction(String name, double value) {
    return named(name, AttributeProto.AttributeType.FLOAT).setF((float) value).build();
  }

  static AttributeProto text(String name, String value) {
    return named(name, AttributeProto.AttributeType.STRING)
        .setS(ByteString.copyFromUtf8(value))
        .build();
  }

  private static AttributeProto.Builder named(String name, AttributeProto.AttributeType type) {
    return AttributeProto.newBuilder().setName(name).setType(type);
  }
}
