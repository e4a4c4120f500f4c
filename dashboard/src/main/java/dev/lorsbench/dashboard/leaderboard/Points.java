package dev.lorsbench.dashboard.leaderboard;

import dev.lorsbench.dashboard.scatter.Point;
import dev.lorsbench.db.Leaderboard;
import java.util.List;

/** The rows that can be drawn: those with a size and a score, of one task. */
public final class Points {
  private Points() {}

  /** In the rows' order; of two tasks, whose scores do not compare, that of the first row. */
  public static List<Point> of(List<Leaderboard.Row> rows) {
    return rows.stream()
        .filter(r -> r.decoderParameters() > 0 && r.score() >= 0)
        .filter(r -> r.task() == rows.get(0).task())
        .map(
            r ->
                new Point(
                    r.name(),
                    "/trials/" + r.trial(),
                    r.family(),
                    r.decoderParameters(),
                    r.task(),
                    r.score()))
        .toList();
  }
}
