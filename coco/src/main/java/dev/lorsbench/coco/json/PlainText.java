package dev.lorsbench.coco.json;

/** Strings in a block of bytes that ends with a 0. */
final class PlainText {
  private PlainText() {}

  /** The first byte from {@code from} on that ends a string's run of plain characters. */
  static int end(byte[] bytes, int from) {
    int to = from;
    while (bytes[to] >= ' ' && bytes[to] != '"' && bytes[to] != '\\') {
      to++;
    }
    return to;
  }

  /** Whether these bytes stand at {@code from}. */
  static boolean matches(byte[] bytes, int from, byte[] wanted) {
    for (int i = 0; i < wanted.length; i++) {
      if (bytes[from + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  /** Passes over a string, escapes and all, whose quote is at {@code quote}; gives what follows. */
  static int pass(byte[] bytes, int quote) throws NotPlain {
    int to = end(bytes, quote + 1);
    while (bytes[to] == '\\') {
      to = end(bytes, escaped(bytes, to + 1));
    }
    if (bytes[to] != '"') {
      throw NotPlain.HERE;
    }
    return to + 1;
  }

  private static int escaped(byte[] bytes, int from) throws NotPlain {
    if (bytes[from] != 'u') {
      if ("\"\\/bfnrt".indexOf(bytes[from]) < 0) {
        throw NotPlain.HERE;
      }
      return from + 1;
    }
    for (int i = 1; i <= 4; i++) {
      if (Character.digit(bytes[from + i], 16) < 0) {
        throw NotPlain.HERE;
      }
    }
    return from + 5;
  }
}
