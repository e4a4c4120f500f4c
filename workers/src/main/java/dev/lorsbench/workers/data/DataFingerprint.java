package dev.lorsbench.workers.data;

import dev.lorsbench.coco.CocoException;
import dev.lorsbench.coco.fingerprint.Fingerprint;
import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.TaskKind;
import dev.lorsbench.experiment.TrialException;
import java.nio.file.Path;

/** The hash of a data set's bytes, by which trials tell one set from another. */
public final class DataFingerprint {
  private DataFingerprint() {}

  /**
   * The data with its fingerprint, taken where it was not yet.
   *
   * @throws TrialException BAD_DATA in one line
   */
  public static DataConfig take(TaskKind task, DataConfig data) {
    if (!data.fingerprint().isEmpty()) {
      return data;
    }
    Path folder = Path.of(data.folder());
    try {
      return data.withFingerprint(
          switch (task) {
            case DETECTION ->
                Fingerprint.cached(Fingerprint.userCache(), folder, data.train(), data.val());
            case CLASSIFICATION -> CifarFolder.fingerprint(folder, data.train(), data.val());
          });
    } catch (CocoException e) {
      throw new TrialException(Failure.BAD_DATA, e.getMessage(), e);
    }
  }
}
