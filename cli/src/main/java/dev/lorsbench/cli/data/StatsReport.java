package dev.lorsbench.cli.data;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.lorsbench.cli.terminal.Bars;
import dev.lorsbench.cli.terminal.Format;
import dev.lorsbench.cli.terminal.Terminal;
import dev.lorsbench.coco.stats.Bin;
import dev.lorsbench.coco.stats.CategoryCount;
import dev.lorsbench.coco.stats.DatasetStats;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What one split holds, as people and as scripts read it.
 *
 * @param split its name
 */
record StatsReport(String split, DatasetStats stats) {

  /** Bars for a terminal, for the {@code top} most frequent categories. */
  List<String> lines(int top) {
    Terminal terminal = Terminal.stdout();
    List<String> lines = new ArrayList<>();
    lines.add(
        terminal.bold(split)
            + String.format(
                Locale.ROOT,
                ": %,d images (%,d empty), %,d objects, %,d crowds, %,d categories",
                stats.images(),
                stats.emptyImages(),
                stats.objects(),
                stats.crowds(),
                stats.categories().size()));
    lines.add("");
    lines.add(terminal.bold("objects by category"));
    Bars categories = new Bars();
    stats.categories().stream().limit(top).forEach(c -> categories.add(c.name(), c.objects()));
    lines.addAll(categories.lines(terminal));
    if (stats.categories().size() > top) {
      lines.add(
          "and "
              + Format.count((long) stats.categories().size() - top)
              + " more; --top shows them");
    }
    lines.add("");
    lines.add(terminal.bold("objects by size, pixels"));
    lines.addAll(bars(stats.sizes()).lines(terminal));
    lines.add("");
    lines.add(terminal.bold("images by objects"));
    lines.addAll(bars(stats.perImage()).lines(terminal));
    lines.add("");
    return lines;
  }

  private static Bars bars(List<Bin> bins) {
    Bars bars = new Bars();
    bins.forEach(bin -> bars.add(bin.label(), bin.count()));
    return bars;
  }

  /** The same numbers for scripts, all categories. */
  JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("images", stats.images());
    json.addProperty("empty_images", stats.emptyImages());
    json.addProperty("objects", stats.objects());
    json.addProperty("crowds", stats.crowds());
    JsonArray categories = new JsonArray();
    for (CategoryCount category : stats.categories()) {
      JsonObject one = new JsonObject();
      one.addProperty("id", category.id());
      one.addProperty("name", category.name());
      one.addProperty("objects", category.objects());
      one.addProperty("images", category.images());
      categories.add(one);
    }
    json.add("categories", categories);
    json.add("objects_by_size", json(stats.sizes()));
    json.add("images_by_objects", json(stats.perImage()));
    return json;
  }

  private static JsonArray json(List<Bin> bins) {
    JsonArray all = new JsonArray();
    for (Bin bin : bins) {
      JsonObject one = new JsonObject();
      one.addProperty("label", bin.label());
      one.addProperty("count", bin.count());
      all.add(one);
    }
    return all;
  }
}
