package dev.lorsbench.workers.activities;

import dev.lorsbench.db.Attempt;
import dev.lorsbench.db.CheckpointStore;
import dev.lorsbench.db.Database;
import dev.lorsbench.experiment.Origin;
import dev.lorsbench.workers.objects.ObjectStore;
import dev.lorsbench.workers.objects.ObjectUri;
import dev.lorsbench.workers.training.Checkpoints;
import java.nio.file.Path;

/**
 * Everything in an S3-compatible store, below {@code trials/ID/} of its prefix; a trial goes on on
 * any machine. The local folder holds what is being written or was fetched, no more.
 */
public final class StoredFiles implements TrialFiles {
  private final CheckpointStore ledger;
  private final Path trials;
  private final ObjectStore store;
  private final ObjectUri root;

  /**
   * Keeps files in a store.
   *
   * @param trials folder of what is on its way
   * @param root bucket and prefix
   */
  public StoredFiles(Database database, Path trials, ObjectStore store, ObjectUri root) {
    this.ledger = new CheckpointStore(database);
    this.trials = trials.toAbsolutePath();
    this.store = store;
    this.root = root;
  }

  @Override
  public Checkpoints checkpoints(Attempt attempt, LedgerPatience patience) {
    Path folder = trials.resolve(attempt.trial()).resolve("checkpoints");
    return new Checkpoints(
        folder,
        attempt.trial(),
        "-a" + attempt.fence(),
        new StoredCheckpoints(
            attempt, ledger, patience, folder, store, below(attempt).resolve("checkpoints")));
  }

  @Override
  public Checkpoints origin(Attempt attempt, Origin origin, LedgerPatience patience) {
    Attempt reader = new Attempt(origin.trial(), 0);
    Path folder = trials.resolve(attempt.trial()).resolve("origin");
    return new Checkpoints(
        folder,
        origin.trial(),
        "",
        new StoredCheckpoints(
            reader, ledger, patience, folder, store, below(reader).resolve("checkpoints")));
  }

  @Override
  public LastWeights weights(Attempt attempt) {
    return new StoredWeights(
        new FolderWeights(trials.resolve(attempt.trial()), attempt), store, below(attempt));
  }

  private ObjectUri below(Attempt attempt) {
    return root.resolve("trials").resolve(attempt.trial());
  }
}
