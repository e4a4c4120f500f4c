package dev.lorsbench.coco.convert;

import dev.lorsbench.coco.CocoException;
import dev.lorsbench.files.Printable;

/** Numbers written as words, and words as errors show them. */
final class Words {
  private static final int MOST = 40;

  private Words() {}

  /** A finite number; Java's own suffixes and hexadecimal forms are none. */
  static double number(String word, String field, String where) {
    String text = word.strip();
    if (text.matches("[+-]?(\\d{1,40}(\\.\\d{0,40})?|\\.\\d{1,40})([eE][+-]?\\d{1,3})?")) {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return value;
      }
    }
    throw new CocoException(where + field + " must be a finite number, is " + shown(word));
  }

  /** The word in one short line. */
  static String shown(String word) {
    String text = word.strip();
    return text.isEmpty() ? "empty" : Printable.quote(text, MOST);
  }
}
