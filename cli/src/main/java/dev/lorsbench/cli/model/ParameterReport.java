package dev.lorsbench.cli.model;

import com.google.gson.GsonBuilder;
import dev.lorsbench.experiment.ModelConfig;
import dev.lorsbench.experiment.Presets;
import dev.lorsbench.models.counting.DetectorCount;
import dev.lorsbench.models.counting.ParameterCount;
import dev.lorsbench.models.counting.Part;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/**
 * A model's parameters as a table and as JSON.
 *
 * @param preset the full-parameter AdaMixer preset with as many classes
 * @param matched AdaMixer of the model's own geometry with as many classes
 */
record ParameterReport(
    String name,
    String family,
    int classes,
    DetectorCount count,
    ParameterCount preset,
    ParameterCount matched) {
  private static final String PRESET = "adamixer-r50-1x";

  static ParameterReport of(String name, ModelConfig model, int classes) {
    return new ParameterReport(
        name,
        model.family(),
        classes,
        DetectorCount.of(model, classes),
        ParameterCount.of(Presets.of(PRESET).decoder(), classes),
        ParameterCount.of(ParameterCount.matched(model.decoder()), classes));
  }

  String json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("model", name);
    json.put("family", family);
    json.put("classes", classes);
    json.put("decoder_parameters", count.decoder().total());
    json.put("total_parameters", count.total());
    json.put("by_parameter", count.decoder().byParameter());
    Map<String, Long> parts = new LinkedHashMap<>();
    count.byPart().forEach((part, n) -> parts.put(part.key(), n));
    json.put("by_part", parts);
    json.put("adamixer_preset_parameters", preset.total());
    json.put("saving_vs_preset_percent", count.decoder().savingPercent(preset));
    json.put("matched_parameters", matched.total());
    json.put("saving_vs_matched_percent", count.decoder().savingPercent(matched));
    return new GsonBuilder().setPrettyPrinting().create().toJson(json);
  }

  String table() {
    StringJoiner lines = new StringJoiner(System.lineSeparator());
    lines.add("%s (%s, %d classes)".formatted(name, family, classes));
    lines.add("%-28s %15s %9s".formatted("part", "parameters", "decoder"));
    count.byPart().forEach((part, n) -> lines.add(row(part, n)));
    lines.add("%-28s %,15d %7.1f %%".formatted("decoder", count.decoder().total(), 100.0));
    lines.add("%-28s %,15d".formatted("whole detector", count.total()));
    lines.add(saving("against " + PRESET, preset));
    lines.add(saving("against AdaMixer of this geometry", matched));
    return lines.toString();
  }

  private String row(Part part, long n) {
    String share =
        part.inDecoder() ? "%7.1f %%".formatted(100.0 * n / count.decoder().total()) : "outside";
    return "%-28s %,15d %9s".formatted(part.label(), n, share);
  }

  private String saving(String against, ParameterCount other) {
    return "decoder saving %s (%,d): %.2f %%"
        .formatted(against, other.total(), count.decoder().savingPercent(other));
  }
}
