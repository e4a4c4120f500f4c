package dev.lorsbench.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How a search comes to its trials. */
public enum SearchMethod {
  /** Every combination, in the order of the file. */
  GRID(Source.FILE),
  /** Combinations that the file lists. */
  LIST(Source.FILE),
  /** Independent uniform points. */
  RANDOM(Source.POINTS),
  /** Points of a shifted Sobol sequence, which fill a space more evenly than random ones. */
  SOBOL(Source.POINTS),
  /**
   * Tree-structured Parzen estimators (Bergstra et al., 2011): the better half of what is known.
   */
  TPE(Source.RESULTS),
  /** NSGA-II (Deb et al., 2002): few decoder parameters and a high score at once. */
  NSGA2(Source.RESULTS);

  /** What trials follow from. */
  private enum Source {
    FILE,
    POINTS,
    RESULTS
  }

  /** The words in YAML. */
  static final List<String> KEYS =
      Arrays.stream(values()).map(m -> m.name().toLowerCase(Locale.ROOT)).toList();

  private final Source source;

  SearchMethod(Source source) {
    this.source = source;
  }

  static SearchMethod of(String key) {
    Ranges.oneOf("method", key, KEYS);
    return valueOf(key.toUpperCase(Locale.ROOT));
  }

  /** Whether all trials are known from the file alone, without points to be drawn. */
  public boolean enumerates() {
    return source == Source.FILE;
  }

  /** Whether what to try next depends on results. */
  public boolean learns() {
    return source == Source.RESULTS;
  }
}
