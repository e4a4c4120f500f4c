package dev.lorsbench.dashboard.scatter;

import java.util.List;
import java.util.Optional;

/** The same chart for a laptop's and for a phone's width, so that its text is legible on both. */
public record Charts(Scatter wide, Scatter narrow) {
  /** Lays out what has a result; empty where nothing has. */
  public static Optional<Charts> of(List<Point> points) {
    if (points.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Charts(Scatter.of(points, 1180, 340), Scatter.of(points, 350, 280)));
  }
}
