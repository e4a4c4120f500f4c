package dev.lorsbench.workers.activities;

import dev.lorsbench.db.Attempt;
import dev.lorsbench.db.CheckpointStore;
import dev.lorsbench.db.CheckpointStore.Pointer;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.TrialException;
import dev.lorsbench.workers.objects.ObjectStore;
import dev.lorsbench.workers.objects.ObjectUri;
import dev.lorsbench.workers.objects.StoreAwayException;
import dev.lorsbench.workers.training.CheckpointIndex;
import dev.lorsbench.workers.training.CheckpointManifest;
import dev.lorsbench.workers.training.Leftovers;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checkpoints in a store. Files are sent before the ledger points to them and the ledger forgets
 * them before they go, so a pointer's objects are always there. An attempt's names are its own:
 * nothing that a lost one still sends takes the place of a newer one's.
 */
final class StoredCheckpoints implements CheckpointIndex {
  private final Attempt attempt;
  private final CheckpointStore ledger;
  private final LedgerPatience patience;
  private final Path folder;
  private final ObjectStore store;
  private final ObjectUri root;
  private final Set<Path> fetched = new HashSet<>();
  private final Set<ObjectUri> forgotten = new LinkedHashSet<>();

  /** The checkpoints of an attempt, which pass through a folder. */
  StoredCheckpoints(
      Attempt attempt,
      CheckpointStore ledger,
      LedgerPatience patience,
      Path folder,
      ObjectStore store,
      ObjectUri root) {
    this.attempt = attempt;
    this.ledger = ledger;
    this.patience = patience;
    this.folder = folder;
    this.store = store;
    this.root = root;
  }

  private List<Pointer> pointers() {
    List<Pointer> all = new ArrayList<>();
    patience.write(
        () -> {
          all.clear();
          all.addAll(ledger.newestFirst(attempt.trial()));
        });
    return all;
  }

  /** Of a pointer to a file, from before there was a store, that file. */
  private Path local(Pointer p) {
    return ObjectUri.is(p.path())
        ? folder.resolve(ObjectUri.parse(p.path()).name())
        : Path.of(p.path());
  }

  private Optional<Pointer> pointer(Path file) {
    return pointers().stream().filter(p -> local(p).equals(file)).findFirst();
  }

  @Override
  public List<Path> newestFirst() {
    return pointers().stream().map(this::local).toList();
  }

  @Override
  public void tidy() {
    Set<ObjectUri> known = new HashSet<>();
    for (Pointer p : pointers()) {
      if (ObjectUri.is(p.path())) {
        known.addAll(objects(p));
      }
    }
    store.list(root).stream()
        .filter(o -> !known.contains(o) && Leftovers.ofAttempt(o.name()) <= attempt.fence())
        .forEach(store::delete);
  }

  private static List<ObjectUri> objects(Pointer p) {
    ObjectUri json = ObjectUri.parse(p.path());
    return List.of(json, json.sibling(Leftovers.tensorsOf(json.name())));
  }

  @Override
  public void fetch(Path file) throws IOException {
    Optional<Pointer> pointer = pointer(file).filter(p -> ObjectUri.is(p.path()));
    if (pointer.isEmpty()) {
      return;
    }
    for (ObjectUri object : objects(pointer.get())) {
      Path to = folder.resolve(object.name());
      fetched.add(to);
      try {
        store.get(object, to);
      } catch (NoSuchFileException e) {
        throw new IOException("is gone from " + object, e);
      }
    }
  }

  @Override
  public void readOnly() {
    fetched.forEach(Leftovers::delete);
    fetched.clear();
  }

  @Override
  public void claim() {
    patience.write(() -> ledger.require(attempt));
  }

  @Override
  public void committed(CheckpointManifest m, Path file) {
    ObjectUri json = root.resolve(file.getFileName().toString());
    try {
      store.put(Leftovers.tensorsOf(file), json.sibling(m.file()));
      store.put(file, json);
    } catch (IOException e) {
      throw new TrialException(Failure.STORAGE, "cannot read " + file + ": " + e.getMessage(), e);
    }
    patience.write(
        () ->
            ledger.record(
                attempt,
                new Pointer(m.step(), attempt.fence(), json.toString(), m.crc32c(), m.bytes())));
    fetched.addAll(List.of(file, Leftovers.tensorsOf(file)));
    fetched.forEach(Leftovers::delete);
    fetched.clear();
    deleteForgotten();
  }

  @Override
  public void removed(Path file) {
    pointer(file)
        .ifPresent(
            p -> {
              patience.write(() -> ledger.forget(attempt, p.step()));
              if (ObjectUri.is(p.path())) {
                forgotten.addAll(objects(p));
              }
            });
    deleteForgotten();
  }

  /** What cannot be removed now goes after a later checkpoint, or when another attempt begins. */
  private void deleteForgotten() {
    try {
      for (ObjectUri object : List.copyOf(forgotten)) {
        store.delete(object);
        forgotten.remove(object);
      }
    } catch (StoreAwayException stays) {
      return;
    }
  }
}
