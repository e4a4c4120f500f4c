package dev.lorsbench.dashboard.sweep;

import dev.lorsbench.dashboard.leaderboard.Points;
import dev.lorsbench.dashboard.scatter.Charts;
import dev.lorsbench.dashboard.trial.Curve;
import dev.lorsbench.dashboard.trial.TrialLine;
import dev.lorsbench.db.EventStore;
import dev.lorsbench.db.Leaderboard;
import dev.lorsbench.db.Sweep;
import dev.lorsbench.experiment.TaskKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a sweep's page shows.
 *
 * @param trials in the order of its file
 */
public record SweepView(Sweep sweep, List<TrialLine> trials, List<EventStore.Event> events) {
  private static final int DRAWN = 8;

  /** How far it has come. */
  public Counts counts() {
    return Counts.of(sweep);
  }

  /** Whether it can be stopped. */
  public boolean cancellable() {
    return sweep.endedAt() == null && !sweep.cancelAsked();
  }

  /** The baseline's name, or empty. */
  public String baseline() {
    return trials.stream()
        .filter(t -> t.id().equals(sweep.baseline()))
        .map(TrialLine::name)
        .findFirst()
        .orElse("");
  }

  /** What its trials learn. */
  public TaskKind task() {
    return trials.isEmpty() ? TaskKind.DETECTION : trials.get(0).task();
  }

  /** Parameters against the headline metric; null where no trial has a result. */
  public Charts charts() {
    List<Leaderboard.Row> rows =
        trials.stream().map(TrialLine::row).filter(Objects::nonNull).toList();
    return Charts.of(Points.of(rows)).orElse(null);
  }

  /** A line for each of the first eight trials. */
  public List<Curve.Line> curves() {
    List<Curve.Line> lines = new ArrayList<>();
    for (TrialLine t : trials.subList(0, Math.min(DRAWN, trials.size()))) {
      lines.add(Curve.Line.of(t.id(), t.name(), "{metric}", lines.size()));
    }
    return lines;
  }
}
