package dev.lorsbench.cli.chaos;

import dev.lorsbench.db.SweepStore;
import java.util.HashMap;
import java.util.Map;

/**
 * How far a sweep has come.
 *
 * @param furthestOf step that an attempt at each trial has come to
 */
record Progressing(SweepStore sweeps, String sweep, Map<String, Long> furthestOf) {
  /** A sweep of that ledger. */
  Progressing(SweepStore sweeps, String sweep) {
    this(sweeps, sweep, new HashMap<>());
  }

  /** Steps of all trials; never fewer than before. */
  long steps() {
    sweeps.members(sweep).forEach(m -> furthestOf.merge(m.name(), m.trial().step(), Math::max));
    return furthest();
  }

  /** What {@link #steps} gave last; asks nobody. */
  long furthest() {
    return furthestOf.values().stream().mapToLong(s -> s).sum();
  }

  /** Whether the ledger has it as ended. */
  boolean ended() {
    return sweeps.find(sweep).orElseThrow().endedAt() != null;
  }
}
