package dev.lorsbench.cli.model;

import dev.lorsbench.cli.terminal.Table;
import dev.lorsbench.cli.terminal.Terminal;
import dev.lorsbench.experiment.ClassifierConfig;
import dev.lorsbench.models.counting.ClassifierCost;
import dev.lorsbench.models.counting.Cost;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a classifier counts, saves and costs, as a table and as JSON.
 *
 * @param images batch that the costs are for
 * @param matched parameters of the same network with weights of its own in every block
 */
record ClassifierReport(
    String name,
    String family,
    int size,
    int classes,
    int images,
    ClassifierCost cost,
    long matched) {
  /** Classes where none are given: those of CIFAR-10. */
  static final int CLASSES = 10;

  /** Edge of the images where none is given: those of CIFAR-10. */
  static final int SIZE = 32;

  static ClassifierReport of(String name, ClassifierConfig c, int size, int classes, int images) {
    return new ClassifierReport(
        name,
        c.family(),
        size,
        classes,
        images,
        ClassifierCost.of(c, size, classes, images),
        ClassifierCost.of(c.full(), size, classes, images).total().parameters());
  }

  private double saving() {
    return 100.0 * (1 - (double) cost.total().parameters() / matched);
  }

  private double gflops(Cost of) {
    return 2e-9 * of.multiplyAdds() / images;
  }

  Map<String, Object> tree() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("model", name);
    json.put("task", "classification");
    json.put("family", family);
    json.put("classes", classes);
    json.put("size", size);
    json.put("batch", images);
    json.put("total_parameters", cost.total().parameters());
    Map<String, Long> counts = new LinkedHashMap<>();
    Map<String, Object> parts = new LinkedHashMap<>();
    cost.byPart()
        .forEach(
            (part, c) -> {
              String key = part.replace(", ", "_").replace(' ', '_');
              counts.put(key, c.parameters());
              parts.put(key, ParameterJson.cost(c, gflops(c)));
            });
    json.put("by_part", counts);
    json.put("matched_parameters", matched);
    json.put("saving_vs_matched_percent", saving());
    json.put("gflops", gflops(cost.total()));
    ParameterJson.bytes(json, cost.total());
    json.put("parts", parts);
    return json;
  }

  List<String> lines(Terminal terminal) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s (%s, %d classes), costs for %d x %d pixels, batch %d"
            .formatted(name, family, classes, size, size, images));
    Table table = new Table("part", ">parameters", ">GFLOPs", ">kept MiB");
    cost.byPart().forEach((part, c) -> row(table, part, c));
    row(table, "whole classifier", cost.total());
    lines.addAll(table.lines(terminal));
    lines.add(
        ParameterTable.number("saving against plain weights (%,d): %.2f %%", matched, saving()));
    lines.add(ParameterTable.memory(cost.total()));
    lines.add(ParameterTable.LEGEND);
    return lines;
  }

  private void row(Table table, String part, Cost c) {
    table.row(
        part,
        ParameterTable.number("%,d", c.parameters()),
        ParameterTable.number("%.3f", gflops(c)),
        ParameterTable.number("%.1f", ParameterTable.mib(c.kept())));
  }
}
