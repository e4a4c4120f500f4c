package dev.lorsbench.models.tensors;

import java.nio.ByteBuffer;

/** Single elements of little-endian buffers, widened to double. */
final class Elements {
  private Elements() {}

  static double at(ByteBuffer data, ElementType type, int i) {
    return switch (type) {
      case BOOL -> data.get(i) == 0 ? 0 : 1;
      case U8 -> data.get(i) & 0xFF;
      case I8 -> data.get(i);
      case I16 -> data.getShort(2 * i);
      case U16 -> data.getShort(2 * i) & 0xFFFF;
      case F16 -> half(data.getShort(2 * i));
      case BF16 -> Float.intBitsToFloat(data.getShort(2 * i) << 16);
      case I32 -> data.getInt(4 * i);
      case U32 -> data.getInt(4 * i) & 0xFFFFFFFFL;
      case F32 -> data.getFloat(4 * i);
      case F64 -> data.getDouble(8 * i);
      case I64 -> data.getLong(8 * i);
      case U64 -> unsigned(data.getLong(8 * i));
    };
  }

  /** IEEE 754 binary16: 1 sign, 5 exponent and 10 fraction bits. */
  private static double half(short bits) {
    int exponent = bits >> 10 & 0x1F;
    int fraction = bits & 0x3FF;
    double size;
    if (exponent == 0x1F) {
      size = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
    } else if (exponent == 0) {
      size = fraction * 0x1p-24;
    } else {
      size = Math.scalb(1 + fraction * 0x1p-10, exponent - 15);
    }
    return bits < 0 ? -size : size;
  }

  private static double unsigned(long bits) {
    return bits >= 0 ? bits : (bits >>> 1 | bits & 1) * 2.0;
  }
}
