package dev.lorsbench.dashboard.page;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Numbers and times as people read them. Non-finite numbers are shown as such, absent ones as – .
 */
public final class Show {
  /** What stands where there is no value. */
  public static final String NONE = "–";

  private static final DateTimeFormatter ABSOLUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final long KILO = 1_000;
  private static final long MEGA = 1_000_000;
  private static final long GIGA = 1_000_000_000;

  private Show() {}

  /** The value, or null where the ledger has NaN for what is not known yet. */
  public static Double known(double value) {
    return Double.isNaN(value) ? null : value;
  }

  /** The score in [0, 1], or null where it is undefined, which the ledger has as -1. */
  public static Double score(double value) {
    return value >= 0 ? value : null;
  }

  /** The count, or null where the ledger has 0 for what is not known yet. */
  public static Long size(long value) {
    return value == 0 ? null : value;
  }

  /** 1,188,609. */
  public static String count(Number value) {
    return value == null ? NONE : String.format(Locale.ROOT, "%,d", value.longValue());
  }

  /** 1.19 M, 345 k. */
  public static String shortCount(Number value) {
    if (value == null) {
      return NONE;
    }
    long n = value.longValue();
    if (n >= GIGA) {
      return String.format(Locale.ROOT, "%.2f G", n / (double) GIGA);
    }
    if (n >= MEGA) {
      return String.format(Locale.ROOT, "%.2f M", n / (double) MEGA);
    }
    return n >= KILO ? String.format(Locale.ROOT, "%.0f k", n / (double) KILO) : Long.toString(n);
  }

  /** An average precision in [0, 1] to three places; undefined (-1) is shown as – . */
  public static String ap(Double value) {
    return value != null && value < 0 ? NONE : fixed(value, 3);
  }

  /** A difference with its sign, as +0.012 or −0.034. */
  public static String difference(Double value) {
    if (value == null || !Double.isFinite(value)) {
      return fixed(value, 3);
    }
    String digits = String.format(Locale.ROOT, "%.3f", Math.abs(value));
    if (digits.equals("0.000")) {
      return "±" + digits;
    }
    return (value < 0 ? "−" : "+") + digits;
  }

  /** 62.4 %. */
  public static String percent(Double value) {
    if (value == null || !Double.isFinite(value)) {
      return fixed(value, 1);
    }
    double rounded = Math.rint(value * 10) / 10 + 0.0;
    return String.format(Locale.ROOT, "%.1f %%", rounded).replace('-', '−');
  }

  /** A number to so many places; NaN and infinities by name. */
  public static String fixed(Double value, int places) {
    if (value == null) {
      return NONE;
    }
    if (value.isNaN()) {
      return "NaN";
    }
    if (value.isInfinite()) {
      return value > 0 ? "∞" : "−∞";
    }
    return String.format(Locale.ROOT, "%,." + places + "f", value).replace('-', '−');
  }

  /** Four significant digits, however large or small. */
  public static String number(Double value) {
    if (value == null || !Double.isFinite(value) || value == 0) {
      return fixed(value, 0);
    }
    double size = Math.abs(value);
    if (size < 1e-3 || size >= 1e6) {
      return String.format(Locale.ROOT, "%.2e", value).replace("e-0", "e-").replace('-', '−');
    }
    int places = (int) Math.max(0, 3 - Math.floor(Math.log10(size)));
    return fixed(value, places);
  }

  /** 48 s, 3 min 12 s, 2 h 05 min, 3 d 4 h. */
  public static String seconds(Double value) {
    if (value == null || !Double.isFinite(value) || value < 0) {
      return value == null || value < 0 ? NONE : fixed(value, 0);
    }
    return duration(Duration.ofMillis(Math.round(value * 1000)));
  }

  /** See {@link #seconds}. */
  public static String duration(Duration d) {
    long s = d.toSeconds();
    if (s < 10 && d.toMillis() > 0) {
      return String.format(Locale.ROOT, "%.1f s", d.toMillis() / 1000.0);
    }
    if (s < 60) {
      return s + " s";
    }
    if (s < 3600) {
      return String.format(Locale.ROOT, "%d min %02d s", s / 60, s % 60);
    }
    if (s < 86_400) {
      return String.format(Locale.ROOT, "%d h %02d min", s / 3600, s / 60 % 60);
    }
    return String.format(Locale.ROOT, "%d d %d h", s / 86_400, s / 3600 % 24);
  }

  /** 512 MiB, 1.4 GiB. */
  public static String mebibytes(Double value) {
    if (value == null || !Double.isFinite(value)) {
      return fixed(value, 0);
    }
    return value >= 1024 ? fixed(value / 1024, 1) + " GiB" : fixed(value, 0) + " MiB";
  }

  /** The moment in full, in UTC. */
  public static String absolute(Instant at) {
    return at == null ? NONE : ABSOLUTE.format(at);
  }

  /** How long ago: just now, 12 s ago, 3 min ago, 2 h ago, 4 d ago. */
  public static String ago(Instant at, Instant now) {
    if (at == null) {
      return NONE;
    }
    long s = Math.max(0, Duration.between(at, now).toSeconds());
    if (s < 5) {
      return "just now";
    }
    if (s < 60) {
      return s + " s ago";
    }
    if (s < 3600) {
      return s / 60 + " min ago";
    }
    return s < 86_400 ? s / 3600 + " h ago" : s / 86_400 + " d ago";
  }
}
