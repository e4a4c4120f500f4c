package dev.lorsbench.workers.activities;

import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.TrialException;
import dev.lorsbench.workers.objects.ObjectStore;
import dev.lorsbench.workers.objects.ObjectUri;
import java.io.IOException;
import java.nio.file.Path;

/** Last weights sent to a store, where they get the name {@code model.safetensors} by a copy. */
record StoredWeights(FolderWeights local, ObjectStore store, ObjectUri trial)
    implements LastWeights {
  @Override
  public Path own() {
    return local.own();
  }

  /** Once they are in the store the machine's own go, so that no end leaves them behind. */
  @Override
  public void send() {
    try {
      store.put(own(), sent(local.attempt().fence()));
      local.forget();
    } catch (IOException e) {
      throw new TrialException(Failure.STORAGE, "cannot read " + own() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void publish() {
    store.copy(sent(local.attempt().fence()), trial.resolve("model.safetensors"));
    for (long lost = 1; lost < local.attempt().fence(); lost++) {
      store.delete(sent(lost));
    }
  }

  /** The copy under the trial's name stays, if there is one. */
  @Override
  public void forget() {
    local.forget();
    try {
      store.delete(sent(local.attempt().fence()));
    } catch (TrialException stays) {
      return; // an object of its own name does no harm
    }
  }

  private ObjectUri sent(long fence) {
    return trial.resolve("model-a" + fence + ".safetensors");
  }
}
