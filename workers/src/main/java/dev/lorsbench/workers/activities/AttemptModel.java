package dev.lorsbench.workers.activities;

import dev.lorsbench.db.Attempt;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.TrialException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * An attempt's last weights: written under a name of its own, and given the trial's name only while
 * the ledger holds newer attempts back.
 */
record AttemptModel(Path folder, Attempt attempt) {
  /** Where the attempt writes. */
  Path own() {
    return folder.resolve(".model-a" + attempt.fence() + ".safetensors");
  }

  /** Makes them the trial's; those of lost attempts go. Doing it again harms nothing. */
  void publish() {
    Path to = folder.resolve("model.safetensors");
    try {
      if (Files.exists(own())) {
        Files.move(own(), to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }
      for (long lost = 1; lost < attempt.fence(); lost++) {
        new AttemptModel(folder, new Attempt(attempt.trial(), lost)).forget();
      }
    } catch (IOException e) {
      throw new TrialException(Failure.STORAGE, "cannot write " + to + ": " + e.getMessage(), e);
    }
  }

  /** Removes what was not published. */
  void forget() {
    try {
      Files.deleteIfExists(own());
    } catch (IOException stays) {
      return; // a file of its own name does no harm
    }
  }
}
