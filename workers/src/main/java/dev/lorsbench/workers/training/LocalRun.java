package dev.lorsbench.workers.training;

import dev.lorsbench.experiment.TrialException;
import dev.lorsbench.experiment.TrialResult;
import dev.lorsbench.experiment.TrialSpec;
import dev.lorsbench.workers.data.DataFingerprint;
import java.nio.file.Path;
import java.util.Optional;

/** A trial trained into a folder, without a server; run again, it goes on where it was. */
public final class LocalRun {
  private LocalRun() {}

  /**
   * Trains to the end, or from the last checkpoint to the end, or not at all where it has ended.
   *
   * @param spec whose data's fingerprint need not be taken yet
   * @return the text of {@code result.json}
   * @throws TrialException with its reason, in one line
   * @throws dev.lorsbench.experiment.ConfigException where the folder holds another run
   */
  public static String run(
      TrialSpec spec, Path out, TrainingOptions options, TrainingListener listener) {
    TrialSpec trial =
        spec.withData(DataFingerprint.take(spec.task(), spec.data()))
            .withFrom(spec.from().map(FirstWeights::take));
    try (RunFolder folder = RunFolder.open(out, trial)) {
      Optional<String> ended = folder.result();
      if (ended.isPresent()) {
        return ended.get();
      }
      try (Trainer trainer =
          Trainer.open(trial, options, folder.checkpoints(), folder.metrics(), listener)) {
        TrialResult result = trainer.run();
        trainer.saveModel(folder.model());
        String[] text = new String[1];
        trainer.whenThereIsRoom(() -> text[0] = folder.finish(result));
        return text[0];
      }
    }
  }
}
