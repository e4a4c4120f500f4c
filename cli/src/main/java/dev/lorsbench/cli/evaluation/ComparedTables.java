package dev.lorsbench.cli.evaluation;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.lorsbench.cli.terminal.Format;
import dev.lorsbench.cli.terminal.Table;
import dev.lorsbench.cli.terminal.Terminal;
import dev.lorsbench.coco.compare.Comparison;
import dev.lorsbench.coco.compare.Comparison.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A comparison of two detections files as people and as scripts read it. */
final class ComparedTables {
  private ComparedTables() {}

  static List<String> lines(Comparison comparison) {
    Table table = new Table("figure", ">A", ">B", ">B - A", ">95 % interval", ">p");
    for (Figure figure : comparison.figures()) {
      table.row(
          figure.name(),
          Format.ap(figure.a()),
          Format.ap(figure.b()),
          Format.difference(figure.difference()),
          Double.isNaN(figure.low())
              ? Format.difference(null)
              : Format.difference(figure.low()) + " to " + Format.difference(figure.high()),
          Double.isNaN(figure.p()) ? Format.difference(null) : p(figure.p()));
    }
    List<String> lines = new ArrayList<>(table.lines(Terminal.stdout()));
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "Paired bootstrap: %,d resamples of %,d images, seed %d.",
            comparison.resamples(),
            comparison.images(),
            comparison.seed()));
    return lines;
  }

  private static String p(double p) {
    return String.format(Locale.ROOT, "%.4f", p);
  }

  static JsonObject json(Comparison comparison) {
    JsonObject json = new JsonObject();
    json.addProperty("images", comparison.images());
    json.addProperty("resamples", comparison.resamples());
    json.addProperty("seed", comparison.seed());
    JsonArray figures = new JsonArray();
    for (Figure figure : comparison.figures()) {
      JsonObject one = new JsonObject();
      one.addProperty("name", figure.name());
      one.addProperty("a", figure.a());
      one.addProperty("b", figure.b());
      one.addProperty("difference", defined(figure.difference()));
      one.addProperty("low", defined(figure.low()));
      one.addProperty("high", defined(figure.high()));
      one.addProperty("p", defined(figure.p()));
      figures.add(one);
    }
    json.add("figures", figures);
    return json;
  }

  /** JSON has no NaN. */
  private static Double defined(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
