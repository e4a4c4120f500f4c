package dev.lorsbench.dashboard.leaderboard;

import dev.lorsbench.dashboard.scatter.Charts;
import dev.lorsbench.db.Leaderboard;
import dev.lorsbench.db.Sweep;
import dev.lorsbench.experiment.TaskKind;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the leaderboard's page shows.
 *
 * @param rows one page of them
 * @param total how many pass the query's filter
 * @param charts null where no trial has a result
 * @param sweeps to choose from, newest first
 */
public record Board(
    Query query, List<Leaderboard.Row> rows, long total, Charts charts, List<Sweep> sweeps) {
  private static final double NOTHING = 0.0005;

  /** Whether there is another page. */
  public boolean more() {
    return query.first() + rows.size() <= total;
  }

  /** The headline metric of the rows: AP, top-1, or both where both tasks are among them. */
  public String headline() {
    String labels =
        rows.stream()
            .map(r -> r.task().label())
            .distinct()
            .sorted()
            .collect(Collectors.joining(" / "));
    return labels.isEmpty() ? TaskKind.DETECTION.label() : labels;
  }

  /** {@code good}, {@code bad} or neither, for a difference of scores. */
  public static String tone(double difference) {
    if (difference >= NOTHING) {
      return "good";
    }
    return difference <= -NOTHING ? "bad" : "";
  }
}
