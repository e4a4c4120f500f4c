package dev.lorsbench.experiment;

import java.util.Map;
import java.util.TreeMap;

/**
 * Which checkpoints of a run are kept; the newest whole one always is. Decides no result.
 *
 * @param last how many of the newest
 * @param best also that of the best evaluation; each evaluation then has a checkpoint
 * @param everyEpochs also that of every so many epochs, which then have one; 0 is none
 */
public record KeepConfig(int last, boolean best, int everyEpochs) {
  /** The last two. */
  public static final KeepConfig DEFAULT = new KeepConfig(2, false, 0);

  public KeepConfig {
    Ranges.between("last", last, 1, 1000);
    Ranges.between("every_epochs", everyEpochs, 0, 1_000_000);
  }

  static KeepConfig read(Section s, KeepConfig base) {
    KeepConfig config =
        s.build(
            () ->
                new KeepConfig(
                    s.integer("last", base.last),
                    s.flag("best", base.best),
                    s.integer("every_epochs", base.everyEpochs)));
    s.done();
    return config;
  }

  Map<String, Object> tree() {
    return new TreeMap<>(Map.of("last", last, "best", best, "every_epochs", everyEpochs));
  }
}
