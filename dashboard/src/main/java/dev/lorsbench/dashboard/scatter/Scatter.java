package dev.lorsbench.dashboard.scatter;

import dev.lorsbench.dashboard.page.Show;
import dev.lorsbench.experiment.TaskKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * The chart laid out for one width. Coordinates are pixels of an SVG view box.
 *
 * @param frontier the polyline through the trials that no other trial beats in both parameters and
 *     score; empty with fewer than two
 */
public record Scatter(
    int width,
    int height,
    TaskKind task,
    List<Tick> across,
    List<Tick> up,
    List<Dot> dots,
    String frontier) {
  private static final int LEFT = 46;
  private static final int RIGHT = 22;
  private static final int TOP = 14;
  private static final int BOTTOM = 44;
  private static final int LABELLED = 14;
  private static final int WIDE = 500;
  private static final double LEAST_AP = 0.1;

  /** A rule with its text. */
  public record Tick(double at, String text) {}

  /** A trial's mark; {@code label} is empty where there is no room for it. */
  public record Dot(
      Point point, double x, double y, String label, double labelX, double labelY, String anchor) {
    /** Diamonds for LORS, circles for AdaMixer: told apart without colour too. */
    public boolean diamond() {
      return point.family().equals("lors");
    }

    /** What a pointer or a screen reader is told. */
    public String title() {
      return String.format(
          Locale.ROOT,
          "%s: %,d %s, %s %.3f",
          point.name(),
          point.parameters(),
          counted(point.task()),
          point.task().label(),
          point.score());
    }
  }

  /** What the parameters of a task's trials are counted of. */
  public static String counted(TaskKind task) {
    return switch (task) {
      case DETECTION -> "decoder parameters";
      case CLASSIFICATION -> "parameters";
    };
  }

  /** Lays the points out; there must be at least one, all of one task. */
  public static Scatter of(List<Point> points, int width, int height) {
    double largest = points.stream().mapToLong(Point::parameters).max().orElse(1);
    Axis x = axis(points, Point::parameters, largest / 10, LEFT, width - RIGHT);
    Axis y = axis(points, Point::score, LEAST_AP, height - BOTTOM, TOP);
    List<Point> best = frontier(points);
    Labels labels = new Labels(points, best, x, y, width - 4);
    List<Dot> dots = new ArrayList<>();
    for (Point p : points) {
      boolean named = points.size() <= LABELLED || best.contains(p);
      dots.add(labels.place(p, named));
    }
    return new Scatter(
        width,
        height,
        points.get(0).task(),
        x.ticks().stream().map(t -> new Tick(x.pixel(t), Show.shortCount(t))).toList(),
        y.ticks().stream().map(t -> new Tick(y.pixel(t), decimals(t, y.step()))).toList(),
        dots,
        best.size() < 2 ? "" : line(best, x, y));
  }

  /** The trials that no other beats, by parameters. */
  static List<Point> frontier(List<Point> points) {
    return points.stream()
        .filter(p -> points.stream().noneMatch(other -> other.dominates(p)))
        .sorted(Comparator.comparingLong(Point::parameters))
        .toList();
  }

  private static Axis axis(
      List<Point> points, ToDoubleFunction<Point> value, double least, double from, double to) {
    double min = points.stream().mapToDouble(value).min().orElse(0);
    double max = points.stream().mapToDouble(value).max().orElse(1);
    return Axis.covering(min, max, least, Math.abs(to - from) > WIDE ? 7 : 4, from, to);
  }

  private static String decimals(double value, double step) {
    int places = (int) Math.max(1, Math.ceil(-Math.log10(step) - 1e-9));
    return String.format(Locale.ROOT, "%." + (step * 4 % 1 == 0 ? 2 : places) + "f", value);
  }

  private static String line(List<Point> best, Axis x, Axis y) {
    return best.stream()
        .map(p -> pixel(x.pixel(p.parameters())) + "," + pixel(y.pixel(p.score())))
        .collect(Collectors.joining(" "));
  }

  /** A coordinate to a tenth of a pixel. */
  public static String pixel(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
