package dev.lorsbench.workers.activities;

import dev.lorsbench.db.Attempt;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.TrialException;
import dev.lorsbench.files.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Last weights in the trial's folder, renamed to be its {@code model.safetensors}. */
record FolderWeights(Path folder, Attempt attempt) implements LastWeights {
  @Override
  public Path own() {
    return folder.resolve(".model-a" + attempt.fence() + ".safetensors");
  }

  /** They are where they stay. */
  @Override
  public void send() {}

  @Override
  public void publish() {
    Path to = folder.resolve("model.safetensors");
    try {
      if (Files.exists(own())) {
        WholeFile.rename(own(), to);
      }
      for (long lost = 1; lost < attempt.fence(); lost++) {
        new FolderWeights(folder, new Attempt(attempt.trial(), lost)).forget();
      }
    } catch (IOException e) {
      throw new TrialException(Failure.STORAGE, "cannot write " + to + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void forget() {
    try {
      Files.deleteIfExists(own());
    } catch (IOException stays) {
      return; // a file of its own name does no harm
    }
  }
}
