package dev.lorsbench.files;

import java.util.function.IntPredicate;

/**
 * Text from outside, safe to show: control characters (C0, DEL, C1), ends of lines, marks that turn
 * the direction of text, byte order marks, noncharacters and lone surrogates are written as escapes
 * (those of JSON), so that a name cannot move the cursor, forge a line or hide itself.
 */
public final class Printable {
  private static final int QUOTED = 80;

  private Printable() {}

  /** The text on one line, escaped; the same object where there is nothing to escape. */
  public static String text(String text) {
    return text(text, point -> false);
  }

  /** As {@link #text(String)}, but tabs and ends of lines stay: a text of several lines. */
  public static String lines(String text) {
    return text(text, point -> point == '\n' || point == '\t');
  }

  /**
   * As {@link #text(String)}, but some code points stay as they are.
   *
   * @param kept which ones
   */
  public static String text(String text, IntPredicate kept) {
    int plain = 0;
    while (plain < text.length()) {
      int point = text.codePointAt(plain);
      if (unsafe(point) && !kept.test(point)) {
        return escaped(text, plain, kept);
      }
      plain += Character.charCount(point);
    }
    return text;
  }

  /**
   * As {@link #text(String)}, shortened in the middle to at most 80 characters: for quoting in a
   * message.
   */
  public static String quote(String text) {
    return quote(text, QUOTED);
  }

  /**
   * As {@link #text(String)}, shortened in the middle.
   *
   * @param most characters of the result, at least 10
   */
  public static String quote(String text, int most) {
    if (text.length() <= most) {
      String whole = text(text);
      if (whole.length() <= most) {
        return whole;
      }
    }
    int tail = most / 4;
    // Escapes only lengthen, so the ends of the text are enough to make the ends of the result.
    String head = text(text.substring(0, Math.min(text.length(), most)));
    String end = text(text.substring(Math.max(0, text.length() - tail)));
    return whole(head.substring(0, most - tail - 3))
        + "..."
        + end.substring(Math.max(0, end.length() - tail));
  }

  /** Half a surrogate pair at the end of a cut is left out. */
  private static String whole(String cut) {
    return !cut.isEmpty() && Character.isHighSurrogate(cut.charAt(cut.length() - 1))
        ? cut.substring(0, cut.length() - 1)
        : cut;
  }

  private static String escaped(String text, int plain, IntPredicate kept) {
    StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, plain);
    text.substring(plain)
        .codePoints()
        .forEach(
            point -> {
              if (unsafe(point) && !kept.test(point)) {
                out.append(escape(point));
              } else {
                out.appendCodePoint(point);
              }
            });
    return out.toString();
  }

  private static String escape(int point) {
    return switch (point) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> "\\u%04x".formatted(point);
    };
  }

  private static boolean unsafe(int point) {
    if (point < 0x7f) {
      return point < 0x20;
    }
    return point < 0xa0
        || point == 0x61c
        || (point >= 0x200e && point <= 0x200f)
        || (point >= 0x2028 && point <= 0x202e)
        || (point >= 0x2066 && point <= 0x2069)
        || point == 0xfeff
        || (point >= 0xfdd0 && point <= 0xfdef)
        || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
  }
}
