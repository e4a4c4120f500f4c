package dev.lorsbench.workers.activities;

import dev.lorsbench.db.Attempt;
import dev.lorsbench.db.CheckpointStore;
import dev.lorsbench.db.Database;
import dev.lorsbench.experiment.Origin;
import dev.lorsbench.workers.training.Checkpoints;
import java.nio.file.Path;

/**
 * Everything in a folder a trial. Workers of one task queue share it, on one machine or over a
 * network.
 */
public final class FolderFiles implements TrialFiles {
  private final CheckpointStore ledger;
  private final Path trials;

  /**
   * Keeps files in folders.
   *
   * @param trials gets a folder a trial
   */
  public FolderFiles(Database database, Path trials) {
    this.ledger = new CheckpointStore(database);
    this.trials = trials.toAbsolutePath();
  }

  @Override
  public Checkpoints checkpoints(Attempt attempt, LedgerPatience patience) {
    return new Checkpoints(
        folder(attempt).resolve("checkpoints"),
        attempt.trial(),
        "-a" + attempt.fence(),
        new LedgerCheckpoints(attempt, ledger, patience));
  }

  @Override
  public Checkpoints origin(Attempt attempt, Origin origin, LedgerPatience patience) {
    Attempt reader = new Attempt(origin.trial(), 0);
    return new Checkpoints(
        folder(reader).resolve("checkpoints"),
        origin.trial(),
        "",
        new LedgerCheckpoints(reader, ledger, patience));
  }

  @Override
  public LastWeights weights(Attempt attempt) {
    return new FolderWeights(folder(attempt), attempt);
  }

  private Path folder(Attempt attempt) {
    return trials.resolve(attempt.trial());
  }
}
