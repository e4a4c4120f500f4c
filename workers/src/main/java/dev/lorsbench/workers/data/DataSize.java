package dev.lorsbench.workers.data;

import dev.lorsbench.coco.CocoException;
import dev.lorsbench.coco.dataset.CocoDataset;
import dev.lorsbench.coco.dataset.CocoFolder;
import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.TaskKind;
import dev.lorsbench.experiment.TrialException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How large a data set is, from its annotations alone.
 *
 * @param trainImages images that are learnt from
 * @param classes that are told apart
 */
public record DataSize(int trainImages, int classes) {
  /**
   * Reads the split that is learnt.
   *
   * @throws TrialException BAD_DATA in one line
   */
  public static DataSize of(TaskKind task, DataConfig data) {
    Path folder = Path.of(data.folder());
    return switch (task) {
      case DETECTION -> boxes(folder, data);
      case CLASSIFICATION ->
          new DataSize(records(folder, data.train()), CifarFolder.classes(folder).size());
    };
  }

  private static DataSize boxes(Path folder, DataConfig data) {
    try {
      CocoDataset dataset = new CocoFolder(folder).read(data.train());
      return new DataSize(dataset.images().size(), dataset.categories().size());
    } catch (CocoException e) {
      throw new TrialException(Failure.BAD_DATA, e.getMessage(), e);
    }
  }

  private static int records(Path folder, String split) {
    long bytes = 0;
    for (Path file : CifarFolder.files(folder, split)) {
      try {
        bytes += Files.size(file);
      } catch (IOException e) {
        throw new TrialException(Failure.BAD_DATA, "cannot read " + file, e);
      }
    }
    return (int) (bytes / CifarFolder.RECORD);
  }
}
