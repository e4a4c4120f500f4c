package dev.lorsbench.dashboard.scatter;

import java.util.ArrayList;
import java.util.List;

/** Puts names beside their marks where they cover neither a mark nor another name. */
final class Labels {
  private static final double LETTER = 6.6;
  private static final double LINE = 15;
  private static final double MARK = 8;
  private static final int LONGEST = 26;
  private static final int PIECES = 100;

  private record Box(double left, double top, double right, double bottom) {
    boolean meets(Box other) {
      return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }
  }

  private final Axis x;
  private final Axis y;
  private final double right;
  private final List<Box> taken = new ArrayList<>();

  Labels(List<Point> points, List<Point> frontier, Axis x, Axis y, double right) {
    this.x = x;
    this.y = y;
    this.right = right;
    for (Point p : points) {
      double cx = x.pixel(p.parameters());
      double cy = y.pixel(p.score());
      taken.add(new Box(cx - MARK, cy - MARK, cx + MARK, cy + MARK));
    }
    for (int i = 1; i < frontier.size(); i++) {
      avoid(frontier.get(i - 1), frontier.get(i));
    }
  }

  /** Keeps names off the line between two marks. */
  private void avoid(Point from, Point to) {
    for (int i = 0; i <= PIECES; i++) {
      double part = i / (double) PIECES;
      double cx = x.pixel(from.parameters() + part * (to.parameters() - from.parameters()));
      double cy = y.pixel(from.score() + part * (to.score() - from.score()));
      taken.add(new Box(cx - 2, cy - 2, cx + 2, cy + 2));
    }
  }

  Scatter.Dot place(Point p, boolean named) {
    double cx = x.pixel(p.parameters());
    double cy = y.pixel(p.score());
    String text = p.name().length() > LONGEST ? p.name().substring(0, LONGEST - 1) + "…" : p.name();
    double wide = text.length() * LETTER;
    double[][] starts = {
      {cx + MARK + 3, cy - LINE / 2, 0},
      {cx - MARK - 3 - wide, cy - LINE / 2, 2},
      {cx - wide / 2, cy - MARK - LINE - 1, 1},
      {cx - wide / 2, cy + MARK + 1, 1}
    };
    for (double[] s : starts) {
      Box box = new Box(s[0], s[1], s[0] + wide, s[1] + LINE);
      if (named && fits(box)) {
        taken.add(box);
        return dot(p, cx, cy, text, box, (int) s[2]);
      }
    }
    return new Scatter.Dot(p, cx, cy, "", 0, 0, "start");
  }

  private static Scatter.Dot dot(
      Point p, double cx, double cy, String text, Box box, int alignment) {
    double base = box.top + LINE - 4;
    return switch (alignment) {
      case 0 -> new Scatter.Dot(p, cx, cy, text, box.left, base, "start");
      case 1 -> new Scatter.Dot(p, cx, cy, text, (box.left + box.right) / 2, base, "middle");
      default -> new Scatter.Dot(p, cx, cy, text, box.right, base, "end");
    };
  }

  private boolean fits(Box box) {
    return box.left >= x.from() + 2
        && box.right <= right
        && box.top >= y.to() - 10
        && box.bottom <= y.from() - 2
        && taken.stream().noneMatch(box::meets);
  }
}
