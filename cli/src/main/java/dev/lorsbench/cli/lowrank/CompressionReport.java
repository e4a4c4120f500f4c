package dev.lorsbench.cli.lowrank;

import dev.lorsbench.cli.terminal.Format;
import dev.lorsbench.cli.terminal.Json;
import dev.lorsbench.experiment.NetworkConfig;
import dev.lorsbench.models.lowrank.LayerError;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * What a compression left of each layer.
 *
 * @param before parameters of the full model
 * @param after parameters of the fitted one
 */
record CompressionReport(
    Path file, NetworkConfig model, long before, long after, List<LayerError> layers) {

  String table() {
    StringJoiner lines = new StringJoiner(System.lineSeparator());
    int width = layers.stream().mapToInt(l -> l.layer().length()).max().orElse(0);
    String row = "%-" + width + "s %5s %14s";
    lines.add(row.formatted("layer", "rank", "relative error"));
    for (LayerError l : layers) {
      String error = String.format(Locale.ROOT, "%.6f", l.relativeError());
      lines.add(row.formatted(l.layer(), l.rank(), error));
    }
    lines.add(
        "%s parameters, %s before (%+.1f %%); written to %s"
            .formatted(
                Format.count(after),
                Format.count(before),
                100.0 * (after - before) / before,
                file));
    lines.add("model: " + model.json());
    return lines.toString();
  }

  String json() {
    return Json.text(
        new Json()
            .put("file", file.toString())
            .put("task", model.task().key())
            .put("model", model.tree())
            .put("parameters_before", before)
            .put("parameters", after)
            .put("layers", layers.stream().map(CompressionReport::layer).toList())
            .map());
  }

  private static Object layer(LayerError l) {
    return new Json()
        .put("layer", l.layer())
        .put("rank", l.rank())
        .put("relative_error", l.relativeError())
        .map();
  }
}
