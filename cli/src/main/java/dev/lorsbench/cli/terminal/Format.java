package dev.lorsbench.cli.terminal;

import java.util.Locale;

/** Numbers as people read them; a dash where there is none. */
public final class Format {
  private static final String NONE = "-";

  private Format() {}

  /** 1,234,567. */
  public static String count(Long value) {
    return value == null ? NONE : String.format(Locale.ROOT, "%,d", value);
  }

  /** An AP in [0, 1] with three digits; undefined (-1 or NaN) is a dash. */
  public static String ap(Double value) {
    return value == null || value < 0 || value.isNaN()
        ? NONE
        : String.format(Locale.ROOT, "%.3f", value);
  }

  /** A signed AP difference with three digits. */
  public static String difference(Double value) {
    return value == null || value.isNaN() ? NONE : String.format(Locale.ROOT, "%+.3f", value);
  }

  /** A percentage with one digit. */
  public static String percent(Double value) {
    return value == null || value.isNaN() ? NONE : String.format(Locale.ROOT, "%.1f %%", value);
  }

  /** A number with that many digits after the point; also NaN and infinities. */
  public static String number(Double value, int digits) {
    return value == null ? NONE : String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  /** 8s, 2m 05s, 3h 07m. */
  public static String duration(Double seconds) {
    if (seconds == null || seconds.isNaN() || seconds.isInfinite() || seconds < 0) {
      return NONE;
    }
    long s = Math.round(seconds);
    if (s < 60) {
      return s + "s";
    }
    if (s < 3600) {
      return String.format(Locale.ROOT, "%dm %02ds", s / 60, s % 60);
    }
    return String.format(Locale.ROOT, "%dh %02dm", s / 3600, s % 3600 / 60);
  }
}
