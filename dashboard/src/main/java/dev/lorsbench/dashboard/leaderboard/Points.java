package dev.lorsbench.dashboard.leaderboard;

import dev.lorsbench.dashboard.scatter.Point;
import dev.lorsbench.db.Leaderboard;
import java.util.List;

/** The rows that can be drawn: those with a size and an AP. */
public final class Points {
  private Points() {}

  /** In the rows' order. */
  public static List<Point> of(List<Leaderboard.Row> rows) {
    return rows.stream()
        .filter(r -> r.decoderParameters() > 0 && r.ap() >= 0)
        .map(
            r ->
                new Point(
                    r.name(), "/trials/" + r.trial(), r.family(), r.decoderParameters(), r.ap()))
        .toList();
  }
}
