package dev.lorsbench.dashboard.sweep;

import dev.lorsbench.db.Sweep;
import java.util.List;

/**
 * What the list of sweeps shows.
 *
 * @param more whether there are older ones
 */
public record SweepList(List<Sweep> rows, int limit, boolean more) {
  /** How far that one has come. */
  public Counts counts(Sweep sweep) {
    return Counts.of(sweep);
  }
}
