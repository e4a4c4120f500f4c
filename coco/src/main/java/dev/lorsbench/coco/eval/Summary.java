package dev.lorsbench.coco.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The twelve lines that pycocotools' {@code summarize} prints, character by character. */
public final class Summary {
  private Summary() {}

  /**
   * One of the twelve.
   *
   * @param text without a line end
   * @param value all its digits, -1 where undefined
   */
  public record Line(String text, double value) {}

  /** The twelve lines, each ended by a line feed. */
  public static String of(CocoResult result) {
    return lines(result).stream().map(Line::text).collect(Collectors.joining("\n", "", "\n"));
  }

  /** The twelve lines with their values. */
  public static List<Line> lines(CocoResult result) {
    int[] limits = result.settings().maxDetections();
    int high = limits[Math.min(2, limits.length - 1)];
    List<Line> lines = new ArrayList<>(12);
    // pycocotools asks for 100 here whatever the limits are: without 100 among them it is -1.
    lines.add(precision(result, -1, "all", 100));
    lines.add(precision(result, 0.5, "all", high));
    lines.add(precision(result, 0.75, "all", high));
    for (String area : List.of("small", "medium", "large")) {
      lines.add(precision(result, -1, area, high));
    }
    for (int i = 0; i < 3; i++) {
      lines.add(recall(result, "all", limits[Math.min(i, limits.length - 1)]));
    }
    for (String area : List.of("small", "medium", "large")) {
      lines.add(recall(result, area, high));
    }
    return lines;
  }

  private static Line precision(CocoResult result, double iou, String area, int limit) {
    double value = ap(result, iou, area, limit);
    String at = iou < 0 ? range(result) : String.format(Locale.ROOT, "%.2f", iou);
    return line("Average Precision", "(AP)", at, area, limit, value);
  }

  private static double ap(CocoResult result, double iou, String area, int limit) {
    int[] thresholds = iou < 0 ? result.everyThreshold() : result.threshold(iou);
    int a = area(result, area);
    int m = limit(result, limit);
    return a < 0 || m < 0 ? -1 : result.meanPrecision(thresholds, result.everyCategory(), a, m);
  }

  /**
   * AP at one IoU threshold over all areas, with the highest limit of detections, as the second and
   * third line have it.
   *
   * @return in [0, 1], -1 where undefined
   */
  public static double ap(CocoResult result, double iou) {
    int[] limits = result.settings().maxDetections();
    return ap(result, iou, "all", limits[Math.min(2, limits.length - 1)]);
  }

  private static Line recall(CocoResult result, String area, int limit) {
    int a = area(result, area);
    int m = limit(result, limit);
    double value = a < 0 || m < 0 ? -1 : result.meanRecall(result.everyCategory(), a, m);
    return line("Average Recall", "(AR)", range(result), area, limit, value);
  }

  private static String range(CocoResult result) {
    double[] ious = result.settings().iouThresholds();
    return String.format(Locale.ROOT, "%.2f:%.2f", ious[0], ious[ious.length - 1]);
  }

  private static int area(CocoResult result, String label) {
    List<String> labels = result.settings().areaRanges().stream().map(AreaRange::label).toList();
    return labels.indexOf(label);
  }

  private static int limit(CocoResult result, int limit) {
    int[] limits = result.settings().maxDetections();
    for (int m = 0; m < limits.length; m++) {
      if (limits[m] == limit) {
        return m;
      }
    }
    return -1;
  }

  private static Line line(
      String title, String kind, String iou, String area, int limit, double value) {
    String text =
        String.format(
            Locale.ROOT,
            " %-18s %s @[ IoU=%-9s | area=%6s | maxDets=%3d ] = %s",
            title,
            kind,
            iou,
            area,
            limit,
            threeDigits(value));
    return new Line(text, value);
  }

  /** Python rounds the exact binary value, half to even; Java's %.3f rounds its decimal string. */
  private static String threeDigits(double value) {
    return new java.math.BigDecimal(value)
        .setScale(3, java.math.RoundingMode.HALF_EVEN)
        .toPlainString();
  }
}
