package dev.lorsbench.dashboard.trial;

import java.util.List;

/**
 * One chart of curves, drawn in the browser.
 *
 * @param metric its name in the ledger
 * @param note what stands at the chart's head, as its unit
 */
public record Curve(String metric, String title, String note, List<Line> series) {
  /**
   * One line of a chart.
   *
   * @param url where its points are; {@code {metric}} stands for a name chosen in the browser
   * @param color the name of a colour of the theme
   */
  public record Line(String label, String url, String color) {
    static final int COLORS = 8;

    /** The line of a trial; colours repeat after eight. */
    public static Line of(String trial, String label, String metric, int index) {
      return new Line(
          label,
          "/api/v1/trials/" + trial + "/metrics?name=" + metric + "&points=500",
          "--series-" + (index % COLORS + 1));
    }
  }

  static Curve of(String trial, String family, String metric, String title, String note) {
    Line line = Line.of(trial, title, metric, 0);
    return new Curve(
        metric, title, note, List.of(new Line(line.label(), line.url(), "--" + family)));
  }
}
