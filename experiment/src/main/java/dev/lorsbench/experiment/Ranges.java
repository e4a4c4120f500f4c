package dev.lorsbench.experiment;

import dev.lorsbench.files.GivenPath;
import dev.lorsbench.files.Printable;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Checks of single values; each error names the field, the value and what is allowed. */
final class Ranges {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private Ranges() {}

  static void between(String field, long value, long low, long high) {
    if (value < low || value > high) {
      throw new ConfigException(field + " is " + value + "; allowed is " + low + " to " + high);
    }
  }

  static void between(String field, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw new ConfigException(field + " is " + value + "; allowed is " + low + " to " + high);
    }
  }

  static void multiple(String field, int value, int of) {
    if (value % of != 0) {
      throw new ConfigException(field + " is " + value + "; it must be a multiple of " + of);
    }
  }

  static void divides(String field, int divisor, String other, int value) {
    if (value % divisor != 0) {
      throw new ConfigException(
          other + " is " + value + "; it must be divisible by " + field + " = " + divisor);
    }
  }

  static void oneOf(String field, String value, List<String> allowed) {
    if (!allowed.contains(value)) {
      throw new ConfigException(Nearest.unknown(field, value, allowed));
    }
  }

  static void matches(String field, String value, String pattern, String allowed) {
    if (value == null || !value.matches(pattern)) {
      throw new ConfigException(field + " is " + shown(value) + "; allowed is " + allowed);
    }
  }

  static void expression(String field, String value) {
    text(field, value);
    try {
      Pattern.compile(value);
    } catch (PatternSyntaxException e) {
      throw new ConfigException(
          field
              + " is "
              + shown(value)
              + "; it must be a regular expression: "
              + e.getDescription());
    }
  }

  private static String shown(String value) {
    return value == null ? "missing" : Printable.quote(value);
  }

  /** A text that can name a file or a folder. */
  static void path(String field, String value) {
    text(field, value);
    try {
      GivenPath.of(value);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(field + " is " + e.getMessage());
    }
  }

  static void text(String field, String value) {
    if (value == null || value.isBlank()) {
      throw new ConfigException(field + " is missing or empty");
    }
  }

  static void name(String field, String value) {
    if (value == null || !NAME.matcher(value).matches()) {
      throw new ConfigException(
          field + " is " + shown(value) + "; allowed are 1 to 100 letters, digits and . _ -");
    }
  }
}
