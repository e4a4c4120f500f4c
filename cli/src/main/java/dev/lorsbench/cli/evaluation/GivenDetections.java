package dev.lorsbench.cli.evaluation;

import dev.lorsbench.coco.CocoException;
import dev.lorsbench.coco.dataset.InstancesFile;
import dev.lorsbench.coco.eval.Detections;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;

/**
 * Detections that are read beside their ground truth, in parallel. Ids that are texts can only be
 * understood once it is there.
 *
 * @param numbered null if the file holds none whose ids are numbers
 * @param failure why
 */
record GivenDetections(Path file, Detections numbered, CocoException failure) {
  static GivenDetections read(Path file, ExecutorService pool) {
    try {
      return new GivenDetections(file, Detections.read(file, pool), null);
    } catch (CocoException e) {
      return new GivenDetections(file, null, e);
    }
  }

  /**
   * The detections.
   *
   * @throws CocoException in one line, if the file does not hold any of that ground truth's
   */
  Detections of(InstancesFile truth) {
    if (truth.imageIds().any() || truth.categoryIds().any()) {
      return Detections.read(file, truth);
    }
    if (failure != null) {
      throw failure;
    }
    return numbered;
  }
}
