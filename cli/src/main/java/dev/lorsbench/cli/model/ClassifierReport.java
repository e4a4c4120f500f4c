package dev.lorsbench.cli.model;

import dev.lorsbench.experiment.ClassifierConfig;
import dev.lorsbench.models.counting.ClassifierCount;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * A classifier's parameters as a table and as JSON.
 *
 * @param matched the same network with weights of its own in every block
 */
record ClassifierReport(
    String name,
    String family,
    int size,
    int classes,
    ClassifierCount count,
    ClassifierCount matched) {
  /** Classes where none are given: those of CIFAR-10. */
  static final int CLASSES = 10;

  /** Edge of the images where none is given: those of CIFAR-10. */
  static final int SIZE = 32;

  static ClassifierReport of(String name, ClassifierConfig c, int size, int classes) {
    ClassifierConfig full =
        new ClassifierConfig(
            c.patchSize(), c.embedDim(), c.depth(), c.numHeads(), c.mlpRatio(), Optional.empty());
    return new ClassifierReport(
        name,
        c.family(),
        size,
        classes,
        ClassifierCount.of(c, size, classes),
        ClassifierCount.of(full, size, classes));
  }

  private double saving() {
    return 100.0 * (1 - (double) count.total() / matched.total());
  }

  Map<String, Object> tree() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("model", name);
    json.put("task", "classification");
    json.put("family", family);
    json.put("classes", classes);
    json.put("size", size);
    json.put("total_parameters", count.total());
    Map<String, Long> parts = new LinkedHashMap<>();
    count.byPart().forEach((part, n) -> parts.put(part.replace(", ", "_").replace(' ', '_'), n));
    json.put("by_part", parts);
    json.put("matched_parameters", matched.total());
    json.put("saving_vs_matched_percent", saving());
    return json;
  }

  String table() {
    StringJoiner lines = new StringJoiner(System.lineSeparator());
    lines.add("%s (%s, %d classes, %d x %d pixels)".formatted(name, family, classes, size, size));
    lines.add("%-28s %15s".formatted("part", "parameters"));
    count.byPart().forEach((part, n) -> lines.add("%-28s %,15d".formatted(part, n)));
    lines.add("%-28s %,15d".formatted("whole classifier", count.total()));
    lines.add("saving against plain weights (%,d): %.2f %%".formatted(matched.total(), saving()));
    return lines.toString();
  }
}
