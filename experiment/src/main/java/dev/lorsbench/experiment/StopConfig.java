package dev.lorsbench.experiment;

import java.util.Map;
import java.util.TreeMap;

/**
 * When a trial ends before its last step.
 *
 * @param patience evaluations in a row that may bring nothing better; 0 never ends early
 * @param minGain by how much an evaluation must be better to count as such
 */
public record StopConfig(int patience, double minGain) {
  /** At the last step alone. */
  public static final StopConfig DEFAULT = new StopConfig(0, 0);

  public StopConfig {
    Ranges.between("patience", patience, 0, 100_000);
    Ranges.between("min_gain", minGain, 0, 1);
  }

  static StopConfig read(Section s, StopConfig base) {
    StopConfig config =
        s.build(
            () ->
                new StopConfig(
                    s.integer("patience", base.patience), s.number("min_gain", base.minGain)));
    s.done();
    return config;
  }

  Map<String, Object> tree() {
    return new TreeMap<>(Map.of("patience", patience, "min_gain", minGain));
  }
}
