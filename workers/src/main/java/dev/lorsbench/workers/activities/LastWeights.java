package dev.lorsbench.workers.activities;

import java.nio.file.Path;

/** An attempt's last weights on their way to be the trial's. */
public interface LastWeights {
  /** Where the attempt writes them, under a name of its own. */
  Path own();

  /** Takes what was written to where the trial's weights are kept, not yet as the trial's. */
  void send();

  /**
   * Makes them the trial's; those of lost attempts go. Called while the ledger holds newer attempts
   * back; doing it again harms nothing.
   */
  void publish();

  /** Removes what was not published. */
  void forget();
}
