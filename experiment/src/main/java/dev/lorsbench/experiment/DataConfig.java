package dev.lorsbench.experiment;

import java.util.Map;
import java.util.TreeMap;

/**
 * A data set. For detection in COCO's layout: {@code FOLDER/annotations/instances_SPLIT.json} and
 * {@code FOLDER/SPLIT/} with the images; for classification in CIFAR-10's binary layout: {@code
 * FOLDER/SPLIT_batch.bin}.
 *
 * @param folder absolute path; where it lies does not decide a result
 * @param fingerprint hash of annotations and image bytes; empty until it has been taken
 */
public record DataConfig(String folder, String train, String val, String fingerprint) {
  public DataConfig {
    Ranges.path("data.folder", folder);
    Ranges.path("data.train", train);
    Ranges.path("data.val", val);
  }

  /** The splits {@code train} and {@code val} of a folder, fingerprint not yet taken. */
  public static DataConfig folder(String folder) {
    return folder(folder, TaskKind.DETECTION);
  }

  /** The splits that a task's folders usually have, fingerprint not yet taken. */
  public static DataConfig folder(String folder, TaskKind task) {
    return new DataConfig(folder, task.trainSplit(), task.valSplit(), "");
  }

  /** The same data with its fingerprint. */
  public DataConfig withFingerprint(String taken) {
    return new DataConfig(folder, train, val, taken);
  }

  /** For another task than detection the same folder with that task's usual splits. */
  DataConfig of(TaskKind task) {
    return switch (task) {
      case DETECTION -> this;
      case CLASSIFICATION -> folder(folder, task).withFingerprint(fingerprint);
    };
  }

  static DataConfig read(Section s, TaskKind task) {
    DataConfig config =
        s.build(
            () ->
                new DataConfig(
                    s.text("folder", null),
                    s.text("train", task.trainSplit()),
                    s.text("val", task.valSplit()),
                    s.text("fingerprint", "")));
    s.done();
    return config;
  }

  /** The canonical tree, which reads back to an equal record. */
  public Map<String, Object> tree() {
    return new TreeMap<>(
        Map.of("folder", folder, "train", train, "val", val, "fingerprint", fingerprint));
  }
}
