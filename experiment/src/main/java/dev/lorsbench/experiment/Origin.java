package dev.lorsbench.experiment;

import java.util.Map;
import java.util.TreeMap;

/**
 * Where a trial that was given more steps goes on from.
 *
 * @param trial the id of the trial that came so far
 * @param step of its checkpoint that is taken up
 */
public record Origin(String trial, long step) {
  public Origin {
    Ranges.matches("origin.trial", trial, "[0-9a-f]{16}", "a trial's id of 16 hex digits");
    Ranges.between("origin.step", step, 1, TrainConfig.MOST_STEPS);
  }

  static Origin read(Section s) {
    Origin origin = new Origin(s.text("trial", null), s.whole("step", null));
    s.done();
    return origin;
  }

  Map<String, Object> tree() {
    return new TreeMap<>(Map.of("trial", trial, "step", step));
  }
}
