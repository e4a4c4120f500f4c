package dev.lorsbench.coco.json;

import com.fasterxml.jackson.core.io.NumberInput;

/** A JSON number in a block of bytes, correctly rounded. */
final class PlainNumber {
  private static final int MAX_LENGTH = 300;

  /** Digits that always fit a long. */
  private static final int MAX_DIGITS = 18;

  private static final long EXACT = 1L << 53;

  /** The powers of ten that a double holds exactly. */
  private static final double[] POWERS = new double[23];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  private final char[] digits = new char[MAX_LENGTH];
  private byte[] bytes;
  private int from;
  private int to;
  private boolean negative;

  /** Without sign, point and exponent; meaningless beyond {@link #MAX_DIGITS} digits. */
  private long mantissa;

  private int digitCount;
  private int exponent;
  private boolean integer;

  /** Reads a number and gives the place behind it; {@link #value} then tells which. */
  int read(byte[] in, int start) throws NotPlain {
    bytes = in;
    from = start;
    negative = in[start] == '-';
    mantissa = 0;
    exponent = 0;
    int first = negative ? start + 1 : start;
    int at = digits(first);
    digitCount = at - first;
    if (digitCount == 0 || (in[first] == '0' && digitCount > 1)) {
      throw NotPlain.HERE;
    }
    integer = true;
    if (in[at] == '.') {
      integer = false;
      int point = at;
      at = digits(point + 1);
      exponent = point + 1 - at;
      digitCount -= exponent;
      if (exponent == 0) {
        throw NotPlain.HERE;
      }
    }
    if (in[at] == 'e' || in[at] == 'E') {
      integer = false;
      at = exponent(at + 1);
    }
    to = at;
    return at;
  }

  private int digits(int start) {
    long value = mantissa;
    int at = start;
    for (int d = bytes[at] - '0'; d >= 0 && d <= 9; d = bytes[++at] - '0') {
      value = 10 * value + d;
    }
    mantissa = value;
    return at;
  }

  private int exponent(int start) throws NotPlain {
    boolean down = bytes[start] == '-';
    int first = down || bytes[start] == '+' ? start + 1 : start;
    int at = first;
    int value = 0;
    for (int d = bytes[at] - '0'; d >= 0 && d <= 9; d = bytes[++at] - '0') {
      value = 10 * value + d;
    }
    if (at == first || at - first > 4) {
      throw NotPlain.HERE;
    }
    exponent += down ? -value : value;
    return at;
  }

  /** The number as a double. */
  double value() throws NotPlain {
    if (digitCount > MAX_DIGITS) {
      return slow();
    }
    if (integer) {
      // As an integer -0 is 0.
      return negative ? -mantissa : mantissa;
    }
    if (mantissa > EXACT || exponent < -22 || exponent > 22) {
      return slow();
    }
    // Both operands are exact, so the one rounding is the right one.
    double value = exponent < 0 ? mantissa / POWERS[-exponent] : mantissa * POWERS[exponent];
    return negative ? -value : value;
  }

  private double slow() throws NotPlain {
    int length = to - from;
    if (integer || length > MAX_LENGTH) {
      throw NotPlain.HERE;
    }
    for (int i = 0; i < length; i++) {
      digits[i] = (char) bytes[from + i];
    }
    double value = NumberInput.parseDouble(digits, 0, length, true);
    if (Double.isInfinite(value)) {
      throw NotPlain.HERE;
    }
    return value;
  }

  /** The number as a whole one. */
  long whole() throws NotPlain {
    if (integer && digitCount <= MAX_DIGITS) {
      return negative ? -mantissa : mantissa;
    }
    double value = value();
    if (value != Math.rint(value) || Math.abs(value) > EXACT) {
      throw NotPlain.HERE;
    }
    return (long) value;
  }

  /** Passes over a number whose value does not matter. */
  int pass(byte[] in, int start) throws NotPlain {
    int behind = read(in, start);
    if (behind - start > MAX_LENGTH) {
      throw NotPlain.HERE;
    }
    return behind;
  }
}
