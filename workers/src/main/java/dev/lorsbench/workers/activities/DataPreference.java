package dev.lorsbench.workers.activities;

import dev.lorsbench.db.DatabaseException;
import dev.lorsbench.db.Trial;
import dev.lorsbench.orchestrator.trial.AttemptFailure;
import java.util.Optional;

/** Leaves a trial to an idle worker whose machine holds its data, for a few turns. */
final class DataPreference {
  // A holder that does not come within a few seconds has something else to do.
  private static final int TURNS = 3;

  private final Ledger ledger;
  private final String worker;

  DataPreference(Ledger ledger, String worker) {
    this.ledger = ledger;
    this.worker = worker;
  }

  /**
   * Returns where this worker may take the trial.
   *
   * @param turn from 1, as Temporal counts
   * @throws io.temporal.failure.ApplicationFailure where it should go elsewhere
   */
  void declineOrTake(String trial, int turn) {
    if (turn <= TURNS) {
      holder(trial)
          .ifPresent(
              host -> {
                throw AttemptFailure.declined(
                    "left to a worker on " + host + ", which has the data");
              });
    }
  }

  private Optional<String> holder(String trial) {
    try {
      Optional<Trial> found = ledger.trials().find(trial);
      Optional<String> host =
          found.flatMap(t -> ledger.holders().elsewhere(worker, t.spec().data().fingerprint()));
      host.ifPresent(
          h -> ledger.events().trial(trial, "DECLINED", worker + " leaves it to one on " + h));
      return host;
    } catch (DatabaseException away) {
      return Optional.empty(); // beginning the attempt says so
    }
  }

  /** The trial's data was read here, and has so many images to train on. */
  void held(Trial trial, int trainImages) {
    ledger.holders().held(worker, trial.spec().data().fingerprint());
    ledger.holders().counted(trial.spec().data().fingerprint(), trainImages);
  }
}
