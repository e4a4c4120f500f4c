package dev.lorsbench.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * By what rule trials of a sweep are ended early, at their own evaluations. Full-parameter trials
 * never are: they are what the others are measured against.
 *
 * @param first steps before which no trial is judged
 * @param factor of successive halving: a rung lies at {@code first}, {@code first * factor}, ...,
 *     and the best 1 / factor of a rung goes on
 * @param least how many trials must have come as far before one is judged
 * @param promote of successive halving: whether who falls behind may be let on later, when enough
 *     others have come to the rung; else it has ended for good
 */
public record StoppingRule(Kind kind, int first, int factor, int least, boolean promote) {
  /** The rules that there are. */
  public enum Kind {
    /** Asynchronous successive halving. */
    ASHA(1, true),
    /** Below the median of the others at the same point. */
    MEDIAN(3, false);

    private static final List<String> KEYS = Arrays.stream(values()).map(Kind::key).toList();

    private final int usualLeast;
    private final boolean rungs;

    Kind(int usualLeast, boolean rungs) {
      this.usualLeast = usualLeast;
      this.rungs = rungs;
    }

    /** The word in YAML and JSON. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    private static Kind of(String key) {
      Ranges.oneOf("rule", key, KEYS);
      return valueOf(key.toUpperCase(Locale.ROOT));
    }
  }

  public StoppingRule {
    Ranges.between("first", first, 1, TrainConfig.MOST_STEPS);
    Ranges.between("factor", factor, 2, 16);
    Ranges.between("least", least, 1, 10_000);
    if (promote && !kind.rungs) {
      throw new ConfigException(
          "promote goes with rule: asha; the %s rule has no rungs".formatted(kind.key()));
    }
  }

  /** A rule that ends trials for good. */
  public StoppingRule(Kind kind, int first, int factor, int least) {
    this(kind, first, factor, least, false);
  }

  /** The highest rung at or below a step; 0 below the first. */
  public long rung(long step) {
    if (step < first) {
      return 0;
    }
    long rung = first;
    while (rung * factor <= step) {
      rung *= factor;
    }
    return rung;
  }

  static StoppingRule read(Section s) {
    StoppingRule rule =
        s.build(
            () -> {
              Kind kind = Kind.of(s.text("rule", null));
              return new StoppingRule(
                  kind,
                  s.integer("first", null),
                  s.integer("factor", 3),
                  s.integer("least", kind.usualLeast),
                  s.flag("promote", false));
            });
    s.done();
    return rule;
  }

  /** Canonical JSON that {@link #parse} reads back. */
  public String json() {
    return Json.write(
        new TreeMap<>(
            Map.of(
                "rule", kind.key(),
                "first", first,
                "factor", factor,
                "least", least,
                "promote", promote)));
  }

  /** Reads what {@link #json()} wrote. */
  public static StoppingRule parse(String text, String file) {
    return read(Section.parse(text, file));
  }
}
