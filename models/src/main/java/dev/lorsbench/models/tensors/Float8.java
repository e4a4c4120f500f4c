package dev.lorsbench.models.tensors;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * Numbers of one byte. No array is made of them here, so that they are read as F32, which holds
 * each of them exactly.
 */
public enum Float8 {
  /** 4 bits of exponent, 3 of mantissa; no infinities, NaN where all of these are set. */
  E4M3FN("torch.float8_e4m3fn", "F8_E4M3", 4, 7, false),
  /** 5 bits of exponent, 2 of mantissa; infinities and NaN as in IEEE 754. */
  E5M2("torch.float8_e5m2", "F8_E5M2", 5, 15, false),
  /** No infinities and no negative zero, whose bits are NaN. */
  E4M3FNUZ("torch.float8_e4m3fnuz", null, 4, 8, true),
  /** No infinities and no negative zero, whose bits are NaN. */
  E5M2FNUZ("torch.float8_e5m2fnuz", null, 5, 16, true),
  /** Powers of two without a sign; NaN where every bit is set. */
  E8M0FNU("torch.float8_e8m0fnu", "F8_E8M0", 8, 127, false);

  private final String torch;
  private final String safetensors;
  private final int exponentBits;
  private final int bias;
  private final boolean unsignedZero;

  Float8(String torch, String safetensors, int exponentBits, int bias, boolean unsignedZero) {
    this.torch = torch;
    this.safetensors = safetensors;
    this.exponentBits = exponentBits;
    this.bias = bias;
    this.unsignedZero = unsignedZero;
  }

  /** The type that PyTorch calls so, such as {@code torch.float8_e5m2}. */
  public static Optional<Float8> ofTorch(String name) {
    return Arrays.stream(values()).filter(f -> f.torch.equals(name)).findFirst();
  }

  /** The type that the safetensors format calls so, such as {@code F8_E5M2}. */
  static Optional<Float8> ofSafetensors(String name) {
    return Arrays.stream(values()).filter(f -> name.equals(f.safetensors)).findFirst();
  }

  /** PyTorch's name. */
  public String torch() {
    return torch;
  }

  /** The same numbers as F32, of a tensor whose bytes are these. */
  public StoredTensor widened(StoredTensor bytes) {
    ByteBuffer from = bytes.data();
    ByteBuffer to =
        ByteBuffer.allocate(Math.multiplyExact(from.remaining(), Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    while (from.hasRemaining()) {
      to.putFloat(value(from.get()));
    }
    return new StoredTensor(bytes.name(), ElementType.F32, bytes.shape(), to.flip());
  }

  /** The number that a byte stands for. */
  float value(byte bits) {
    if (this == E8M0FNU) {
      return (bits & 0xff) == 0xff ? Float.NaN : (float) Math.scalb(1.0, (bits & 0xff) - bias);
    }
    int mantissaBits = 7 - exponentBits;
    int exponent = (bits & 0x7f) >> mantissaBits;
    int mantissa = bits & (1 << mantissaBits) - 1;
    float sign = bits < 0 ? -1 : 1;
    if (unsignedZero && (bits & 0xff) == 0x80 || this == E4M3FN && (bits & 0x7f) == 0x7f) {
      return Float.NaN;
    }
    if (this == E5M2 && exponent == 31) {
      return mantissa == 0 ? sign * Float.POSITIVE_INFINITY : Float.NaN;
    }
    int whole = exponent == 0 ? mantissa : mantissa + (1 << mantissaBits);
    return sign * Math.scalb((float) whole, Math.max(1, exponent) - bias - mantissaBits);
  }
}
