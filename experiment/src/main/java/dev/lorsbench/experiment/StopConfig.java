package dev.lorsbench.experiment;

import java.util.Map;
import java.util.TreeMap;

/**
 * When a trial ends before its last step.
 *
 * @param patience evaluations in a row that may bring nothing better; 0 never ends early
 * @param minGain by how much an evaluation must be better to count as such
 * @param seconds of training steps, evaluations left out, after which it evaluates and ends; 0 is
 *     any number. Where it ends then depends on the machine
 */
public record StopConfig(int patience, double minGain, double seconds) {
  /** At the last step alone. */
  public static final StopConfig DEFAULT = new StopConfig(0, 0, 0);

  public StopConfig {
    Ranges.between("patience", patience, 0, 100_000);
    Ranges.between("min_gain", minGain, 0, 1);
    Ranges.between("seconds", seconds, 0, 1e9);
  }

  /** The same, after other seconds. */
  StopConfig withSeconds(double other) {
    return new StopConfig(patience, minGain, other);
  }

  static StopConfig read(Section s, StopConfig base) {
    StopConfig config =
        s.build(
            () ->
                new StopConfig(
                    s.integer("patience", base.patience),
                    s.number("min_gain", base.minGain),
                    s.number("seconds", base.seconds)));
    s.done();
    return config;
  }

  Map<String, Object> tree() {
    Map<String, Object> t = new TreeMap<>(Map.of("patience", patience, "min_gain", minGain));
    if (seconds > 0) {
      t.put("seconds", seconds); // else left out, so that older trials keep their ids
    }
    return t;
  }
}
