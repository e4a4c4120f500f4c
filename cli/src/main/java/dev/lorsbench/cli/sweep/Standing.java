package dev.lorsbench.cli.sweep;

import dev.lorsbench.db.Leaderboard;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.TrialState;
import java.util.Locale;
import java.util.Optional;

/** Where a trial stands, in words: its state, what failed or was lost, what is marked. */
final class Standing {
  private Standing() {}

  /** As {@code failed (lost: stalled)} or {@code succeeded, half batch}. */
  static String words(TrialState state, Optional<Failure> failure, boolean halved) {
    String why = failure.map(f -> f.beside(state)).orElse("");
    return state.name().toLowerCase(Locale.ROOT)
        + (why.isEmpty() ? "" : " (" + why + ")")
        + (halved ? ", half batch" : "");
  }

  /** The same of a row, which also says where its budget is not its baseline's. */
  static String words(Leaderboard.Row row) {
    return words(row.state(), row.failure(), row.halved())
        + (row.equalBudget() ? "" : ", unequal budget");
  }
}
