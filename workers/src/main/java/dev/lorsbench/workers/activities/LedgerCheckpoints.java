package dev.lorsbench.workers.activities;

import dev.lorsbench.db.Attempt;
import dev.lorsbench.db.CheckpointStore;
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
          store.newestFirst(attempt.trial()).forEach(p -> paths.add(Path.of(p.path())));
        });
    return paths;
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
