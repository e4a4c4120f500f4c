package dev.lorsbench.cli.model;

import dev.lorsbench.models.counting.Cost;
import dev.lorsbench.models.counting.Part;
import java.util.LinkedHashMap;
import java.util.Map;

/** A report as a tree for JSON; {@code lors params --help} names its fields. */
record ParameterJson(ParameterReport report) {
  Map<String, Object> tree() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("model", report.name());
    json.put("family", report.family());
    json.put("classes", report.classes());
    counts(json);
    savings(json);
    costs(json);
    return json;
  }

  private void counts(Map<String, Object> json) {
    Cost total = report.cost().total();
    json.put("decoder_parameters", report.decoder().total());
    json.put("total_parameters", total.parameters());
    json.put("trainable_parameters", total.trainable());
    json.put("frozen_parameters", total.frozen());
    json.put("by_parameter", report.decoder().byParameter());
    Map<String, Long> parts = new LinkedHashMap<>();
    report.cost().byPart().forEach((part, cost) -> put(parts, part, cost));
    json.put("by_part", parts);
  }

  private static void put(Map<String, Long> parts, Part part, Cost cost) {
    if (cost.parameters() > 0) {
      parts.put(part.key(), cost.parameters());
    }
  }

  private void savings(Map<String, Object> json) {
    json.put("adamixer_preset_parameters", report.preset().total());
    json.put("saving_vs_preset_percent", report.decoder().savingPercent(report.preset()));
    json.put("matched_parameters", report.matched().total());
    json.put("saving_vs_matched_percent", report.decoder().savingPercent(report.matched()));
  }

  private void costs(Map<String, Object> json) {
    Cost total = report.cost().total();
    json.put("image_height", report.batch().height());
    json.put("image_width", report.batch().width());
    json.put("batch", report.batch().images());
    json.put("gflops", report.gflops(total));
    json.put("decoder_gflops", report.gflops(report.cost().decoder()));
    bytes(json, total);
    Map<String, Object> parts = new LinkedHashMap<>();
    report.cost().byPart().forEach((part, cost) -> parts.put(part.key(), cost(cost)));
    json.put("parts", parts);
    Map<String, Object> stages = new LinkedHashMap<>();
    report
        .cost()
        .byStage()
        .forEach((stage, cost) -> stages.put(stage < 0 ? "shared" : "" + stage, cost(cost)));
    json.put("stages", stages);
  }

  /** A training step's memory. */
  static void bytes(Map<String, Object> json, Cost total) {
    json.put("weight_bytes", total.weightBytes());
    json.put("gradient_bytes", total.gradientBytes());
    json.put("optimiser_bytes", total.optimiserBytes());
    json.put("activation_bytes", total.kept());
  }

  private Map<String, Object> cost(Cost cost) {
    return cost(cost, report.gflops(cost));
  }

  static Map<String, Object> cost(Cost cost, double gflops) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("parameters", cost.parameters());
    json.put("trainable", cost.trainable());
    json.put("frozen", cost.frozen());
    json.put("gflops", gflops);
    json.put("activation_bytes", cost.kept());
    return json;
  }
}
