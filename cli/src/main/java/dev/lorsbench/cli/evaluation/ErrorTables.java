package dev.lorsbench.cli.evaluation;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.lorsbench.cli.terminal.Format;
import dev.lorsbench.cli.terminal.Table;
import dev.lorsbench.cli.terminal.Terminal;
import dev.lorsbench.coco.breakdown.Breakdown;
import dev.lorsbench.coco.breakdown.Slice;
import dev.lorsbench.coco.dataset.InstancesFile;
import dev.lorsbench.coco.errors.ErrorAnalysis;
import dev.lorsbench.coco.errors.ErrorKind;
import dev.lorsbench.coco.errors.ErrorReport;
import dev.lorsbench.coco.eval.CocoResult;
import dev.lorsbench.coco.eval.Detections;
import dev.lorsbench.coco.eval.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What AP is lost to and where, as people and as scripts read it.
 *
 * @param ap at the foreground threshold, the evaluation's own: the second of the twelve lines
 * @param errors by kind; each gain is against the figure of TIDE, which counts the 100 best
 *     detections of an image over all categories and reads recalls without numpy's roundings
 * @param sizes by the square root of the objects' area
 * @param crowding by the objects of an image
 */
record ErrorTables(double ap, ErrorReport errors, List<Slice> sizes, List<Slice> crowding) {

  static ErrorTables of(
      InstancesFile truth, Detections detections, CocoResult result, int threads) {
    Breakdown breakdown = new Breakdown(truth, detections, threads);
    ErrorReport errors = ErrorAnalysis.of(truth, detections);
    return new ErrorTables(
        Summary.ap(result, errors.foreground()),
        errors,
        breakdown.bySize(),
        breakdown.byCrowding());
  }

  List<String> lines() {
    Terminal terminal = Terminal.stdout();
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "What AP at IoU %.2f (%s) is lost to, and what mending each kind alone would gain:",
            errors.foreground(),
            Format.ap(ap)));
    lines.addAll(kinds().lines(terminal));
    lines.add("");
    lines.add("AP by object size, the square root of the area in pixels:");
    lines.addAll(slices("size", sizes).lines(terminal));
    lines.add("");
    lines.add("AP by crowding, images parted by how many objects they hold:");
    lines.addAll(slices("objects an image", crowding).lines(terminal));
    return lines;
  }

  private Table kinds() {
    Table table = new Table("error", ">count", ">AP gained");
    for (Map.Entry<ErrorKind, ErrorReport.Loss> kind : errors.kinds().entrySet()) {
      table.row(
          name(kind.getKey()),
          Format.count((long) kind.getValue().count()),
          Format.difference(kind.getValue().ap()));
    }
    table.row("all false positives", "", Format.difference(errors.falsePositives()));
    table.row("all false negatives", "", Format.difference(errors.falseNegatives()));
    return table;
  }

  private static Table slices(String head, List<Slice> slices) {
    Table table = new Table(head, ">images", ">objects", ">AP");
    for (Slice slice : slices) {
      table.row(
          slice.label(),
          Format.count((long) slice.images()),
          Format.count((long) slice.objects()),
          Format.ap(slice.ap()));
    }
    return table;
  }

  JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("foreground", errors.foreground());
    json.addProperty("background", errors.background());
    json.addProperty("AP", ap);
    json.addProperty("tide_AP", errors.ap());
    errors
        .kinds()
        .forEach(
            (kind, loss) -> {
              JsonObject one = new JsonObject();
              one.addProperty("count", loss.count());
              one.addProperty("gain", loss.ap());
              json.add(name(kind), one);
            });
    json.addProperty("false_positives", errors.falsePositives());
    json.addProperty("false_negatives", errors.falseNegatives());
    json.add("by_size", json(sizes));
    json.add("by_objects", json(crowding));
    return json;
  }

  private static JsonArray json(List<Slice> slices) {
    JsonArray all = new JsonArray();
    for (Slice slice : slices) {
      JsonObject one = new JsonObject();
      one.addProperty("label", slice.label());
      one.addProperty("images", slice.images());
      one.addProperty("objects", slice.objects());
      one.addProperty("AP", slice.ap());
      all.add(one);
    }
    return all;
  }

  private static String name(ErrorKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
