package dev.lorsbench.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a trial's model is to learn, and the metric that its trials are compared by. */
public enum TaskKind {
  /** Boxes in a COCO folder, by box AP. */
  DETECTION("ap", "AP", true, "train", "val"),
  /** One class an image, by the share of images whose best class is right. */
  CLASSIFICATION("top1", "top-1", false, "train", "test");

  private final String metric;
  private final String label;
  private final boolean boxes;
  private final String trainSplit;
  private final String valSplit;

  TaskKind(String metric, String label, boolean boxes, String trainSplit, String valSplit) {
    this.metric = metric;
    this.label = label;
    this.boxes = boxes;
    this.trainSplit = trainSplit;
    this.valSplit = valSplit;
  }

  /** The word in YAML and JSON. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The headline metric's key: {@code ap} or {@code top1}. */
  public String metric() {
    return metric;
  }

  /** The headline metric's name for people. */
  public String label() {
    return label;
  }

  /** Whether it finds boxes, which have an AP, AP50 and so on. */
  public boolean boxes() {
    return boxes;
  }

  String trainSplit() {
    return trainSplit;
  }

  String valSplit() {
    return valSplit;
  }

  /**
   * The task of that word.
   *
   * @throws ConfigException naming the nearest one
   */
  public static TaskKind of(String key) {
    return Arrays.stream(values())
        .filter(t -> t.key().equals(key))
        .findFirst()
        .orElseThrow(() -> new ConfigException(unknown(key)));
  }

  private static String unknown(String key) {
    List<String> known = Arrays.stream(values()).map(TaskKind::key).toList();
    String meant = Nearest.find(key, known).map(n -> "; did you mean " + n + "?").orElse("");
    return "task is " + key + meant + " (known: " + String.join(", ", known) + ")";
  }

  static TaskKind read(Section s) {
    return s.build(() -> of(s.text("task", DETECTION.key())));
  }
}
