package dev.lorsbench.orchestrator.testing;

import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.experiment.SweepSpec;
import dev.lorsbench.orchestrator.search.SweepFile;
import java.util.Optional;

/** Sweeps that search by TPE for a learning rate of tiny trials. */
public final class SearchedSweeps {
  private SearchedSweeps() {}

  /** So many trials, two at once, of which the first two are drawn at random. */
  public static SweepSpec of(int trials) {
    String yaml =
        """
        name: searched
        parallelism: 2
        train: {steps: 100}
        search:
          method: tpe
          trials: %d
          startup: 2
          model: lors-tiny
          parameters:
            train.learning_rate: {range: [0.0001, 0.01], scale: log}
        """
            .formatted(trials);
    DataConfig data = DataConfig.folder("/data").withFingerprint("print");
    return SweepFile.read(yaml, "s", Optional.of(data));
  }
}
