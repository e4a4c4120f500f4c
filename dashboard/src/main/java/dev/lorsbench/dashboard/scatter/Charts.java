package dev.lorsbench.dashboard.scatter;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The same chart for a laptop's and for a phone's width, so that its text is legible on both. */
public record Charts(Scatter wide, Scatter narrow) {
  /** The headline. */
  public String title() {
    String counted = Scatter.counted(wide.task());
    return counted.substring(0, 1).toUpperCase(Locale.ROOT)
        + counted.substring(1)
        + " against "
        + wide.task().label();
  }

  /** What the full-parameter networks are called. */
  public String full() {
    return switch (wide.task()) {
      case DETECTION -> "AdaMixer";
      case CLASSIFICATION -> "DeiT";
    };
  }

  /** Lays out what has a result; empty where nothing has. */
  public static Optional<Charts> of(List<Point> points) {
    if (points.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Charts(Scatter.of(points, 1180, 340), Scatter.of(points, 350, 280)));
  }
}
