package dev.lorsbench.workers.activities;

import dev.lorsbench.db.Attempt;
import dev.lorsbench.db.CheckpointStore;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.TrialException;
import dev.lorsbench.workers.objects.ObjectUri;
import dev.lorsbench.workers.training.CheckpointIndex;
import dev.lorsbench.workers.training.CheckpointManifest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The checkpoints that count are those that the ledger points to. */
final class LedgerCheckpoints implements CheckpointIndex {
  private final Attempt attempt;
  private final CheckpointStore store;
  private final LedgerPatience patience;

  LedgerCheckpoints(Attempt attempt, CheckpointStore store, LedgerPatience patience) {
    this.attempt = attempt;
    this.store = store;
    this.patience = patience;
  }

  @Override
  public List<Path> newestFirst() {
    List<Path> paths = new ArrayList<>();
    patience.write(
        () -> {
          paths.clear();
          store.newestFirst(attempt.trial()).forEach(p -> paths.add(file(p)));
        });
    return paths;
  }

  /** Taking a store's URI for a file that is gone would forget a checkpoint that is good. */
  private static Path file(CheckpointStore.Pointer p) {
    if (ObjectUri.is(p.path())) {
      throw new TrialException(
          Failure.STORAGE,
          "checkpoint %s is in a store, and this worker keeps its own in a folder; start it with --checkpoints s3://%s/..."
              .formatted(p.path(), ObjectUri.parse(p.path()).bucket()));
    }
    return Path.of(p.path());
  }

  @Override
  public void claim() {
    patience.write(() -> store.require(attempt));
  }

  @Override
  public void committed(CheckpointManifest m, Path file) {
    patience.write(
        () ->
            store.record(
                attempt,
                new CheckpointStore.Pointer(
                    m.step(), attempt.fence(), file.toString(), m.crc32c(), m.bytes())));
  }

  @Override
  public void removed(Path file) {
    patience.write(
        () ->
            store.newestFirst(attempt.trial()).stream()
                .filter(p -> p.path().equals(file.toString()))
                .forEach(p -> store.forget(attempt, p.step())));
  }
}
