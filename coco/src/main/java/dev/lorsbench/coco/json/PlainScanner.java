package dev.lorsbench.coco.json;

import java.nio.charset.StandardCharsets;

/**
 * Reads plain JSON in a block of bytes, and gives up at whatever is not: what it accepts, {@link
 * JsonCursor} accepts with the same values. Bytes beyond ASCII, escaped names, more than 18 digits
 * in a whole number, deep nesting and everything wrong are not plain. It reports no errors; the
 * cursor, which then reads the file from its start, does.
 */
public final class PlainScanner {
  private static final int MAX_DEPTH = 32;
  private static final int MAX_NAME = 200;
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

  private final byte[] bytes;
  private final int end;
  private final PlainNumber number = new PlainNumber();
  private int at;

  /**
   * Of the first {@code end} bytes.
   *
   * @param bytes one longer than {@code end} at least, with a 0 there, which ends every loop
   */
  public PlainScanner(byte[] bytes, int end) {
    if (bytes[end] != 0) {
      throw new IllegalArgumentException("a block must be followed by a 0");
    }
    this.bytes = bytes;
    this.end = end;
  }

  private byte peek() {
    int here = at;
    byte b = bytes[here];
    while (b == ' ' || b == '\n' || b == '\r' || b == '\t') {
      b = bytes[++here];
    }
    at = here;
    return b;
  }

  /** Whether nothing but white space is left. */
  public boolean atEnd() {
    return peek() == 0 && at == end;
  }

  /** Passes over a character if it is the next one. */
  public boolean take(char wanted) {
    boolean there = peek() == wanted;
    at += there ? 1 : 0;
    return there;
  }

  /** Passes over a character, which must be the next one. */
  public void expect(char wanted) throws NotPlain {
    if (peek() != wanted) {
      throw NotPlain.HERE;
    }
    at++;
  }

  /** Goes on only if it holds. */
  public static void require(boolean holds) throws NotPlain {
    if (!holds) {
      throw NotPlain.HERE;
    }
  }

  /** Goes on only if it holds and nothing but white space is left. */
  public void requireEnd(boolean holds) throws NotPlain {
    require(holds && atEnd());
  }

  /** Adds a field to those that an object had, one bit each; it must not have had it. */
  public int seen(int before, int field) throws NotPlain {
    int bit = field < 0 ? 0 : 1 << field;
    require((before & bit) == 0);
    return before | bit;
  }

  /** Passes over a name and its colon; gives its place among the known ones, or -1. */
  public int name(byte[][] known) throws NotPlain {
    expect('"');
    int from = at;
    int to = PlainText.end(bytes, from);
    if (bytes[to] != '"' || to - from > MAX_NAME) {
      throw NotPlain.HERE;
    }
    at = to + 1;
    expect(':');
    for (int i = 0; i < known.length; i++) {
      if (known[i].length == to - from && PlainText.matches(bytes, from, known[i])) {
        return i;
      }
    }
    return -1;
  }

  /** A finite number. */
  public double number() throws NotPlain {
    peek();
    at = number.read(bytes, at);
    return number.value();
  }

  /** A whole number; 3.0 is one. */
  public long whole() throws NotPlain {
    peek();
    at = number.read(bytes, at);
    return number.whole();
  }

  /** 0, 1, false or true. */
  public boolean flag() throws NotPlain {
    byte next = peek();
    if (next == 't' || next == 'f') {
      word(next == 't' ? TRUE : FALSE);
      return next == 't';
    }
    double value = number();
    if (value != 0 && value != 1) {
      throw NotPlain.HERE;
    }
    return value == 1;
  }

  /** Text without escapes. */
  public String text() throws NotPlain {
    expect('"');
    int from = at;
    int to = PlainText.end(bytes, from);
    if (bytes[to] != '"') {
      throw NotPlain.HERE;
    }
    at = to + 1;
    return new String(bytes, from, to - from, StandardCharsets.US_ASCII);
  }

  /** Four numbers in an array. */
  public void box(double[] into) throws NotPlain {
    expect('[');
    for (int i = 0; i < 4; i++) {
      if (i > 0) {
        expect(',');
      }
      into[i] = number();
    }
    expect(']');
  }

  /** Passes over a value of any kind. */
  public void skip() throws NotPlain {
    skip(0);
  }

  private void skip(int depth) throws NotPlain {
    if (depth > MAX_DEPTH) {
      throw NotPlain.HERE;
    }
    switch (peek()) {
      case '{' -> skipObject(depth);
      case '[' -> skipArray(depth);
      case '"' -> at = PlainText.pass(bytes, at);
      case 't' -> word(TRUE);
      case 'f' -> word(FALSE);
      case 'n' -> word(NULL);
      default -> at = number.pass(bytes, at);
    }
  }

  private void skipObject(int depth) throws NotPlain {
    at++;
    if (take('}')) {
      return;
    }
    do {
      name(new byte[0][]);
      skip(depth + 1);
    } while (take(','));
    expect('}');
  }

  private void skipArray(int depth) throws NotPlain {
    at++;
    if (take(']')) {
      return;
    }
    do {
      skip(depth + 1);
    } while (take(','));
    expect(']');
  }

  private void word(byte[] wanted) throws NotPlain {
    if (!PlainText.matches(bytes, at, wanted)) {
      throw NotPlain.HERE;
    }
    at += wanted.length;
  }
}
