package dev.lorsbench.experiment;

import java.util.Map;
import java.util.TreeMap;

/**
 * A data set in COCO's layout: {@code FOLDER/annotations/instances_SPLIT.json} and {@code
 * FOLDER/SPLIT/} with the images.
 *
 * @param folder absolute path; where it lies does not decide a result
 * @param fingerprint hash of annotations and image bytes; empty until it has been taken
 */
public record DataConfig(String folder, String train, String val, String fingerprint) {
  public DataConfig {
    Ranges.text("data.folder", folder);
    Ranges.text("data.train", train);
    Ranges.text("data.val", val);
  }

  /** The splits {@code train} and {@code val} of a folder, fingerprint not yet taken. */
  public static DataConfig folder(String folder) {
    return new DataConfig(folder, "train", "val", "");
  }

  /** The same data with its fingerprint. */
  public DataConfig withFingerprint(String taken) {
    return new DataConfig(folder, train, val, taken);
  }

  static DataConfig read(Section s) {
    DataConfig config =
        s.build(
            () ->
                new DataConfig(
                    s.text("folder", null),
                    s.text("train", "train"),
                    s.text("val", "val"),
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
