package dev.lorsbench.experiment;

import java.util.Map;
import java.util.TreeMap;

/**
 * Learning rate and weight decay of the parameters whose names have a match.
 *
 * @param names a regular expression, looked for anywhere in a parameter's name
 * @param rate factor of the run's learning rate
 * @param decay factor of the run's weight decay
 */
public record RateRule(String names, double rate, double decay) {
  public RateRule {
    Ranges.expression("names", names);
    Ranges.between("rate", rate, 0, 1000);
    Ranges.between("decay", decay, 0, 1000);
  }

  static RateRule read(Section s) {
    RateRule rule =
        s.build(
            () ->
                new RateRule(s.text("names", null), s.number("rate", 1.0), s.number("decay", 1.0)));
    s.done();
    return rule;
  }

  Map<String, Object> tree() {
    return new TreeMap<>(Map.of("names", names, "rate", rate, "decay", decay));
  }
}
