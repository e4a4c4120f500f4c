package dev.lorsbench.workers.activities;

import dev.lorsbench.db.DatabaseException;
import dev.lorsbench.orchestrator.trial.AttemptFailure;
import java.util.Optional;

/**
 * Leaves a trial that has not begun where another one has lost its worker, which comes within half
 * a minute: what is half done goes first.
 */
final class LostFirst {
  private final Ledger ledger;
  private final String worker;

  LostFirst(Ledger ledger, String worker) {
    this.ledger = ledger;
    this.worker = worker;
  }

  /**
   * Returns where this worker may take the trial.
   *
   * @param turn from 1, as Temporal counts; the first one has its line in the audit trail
   * @throws io.temporal.failure.ApplicationFailure where it is to be offered again in a moment
   */
  void declineOrTake(String trial, int turn) {
    lost(trial, turn)
        .ifPresent(
            lost -> {
              throw AttemptFailure.declined(
                  "left until trial " + lost + ", which lost its worker, has one");
            });
  }

  private Optional<String> lost(String trial, int turn) {
    try {
      Optional<String> lost = ledger.lost().before(worker, trial);
      if (turn == 1) {
        lost.ifPresent(
            id ->
                ledger
                    .events()
                    .trial(
                        trial, "DECLINED", "trial " + id + ", which lost its worker, goes first"));
      }
      return lost;
    } catch (DatabaseException away) {
      return Optional.empty(); // beginning the attempt says so
    }
  }
}
