package dev.lorsbench.dashboard.sweep;

import dev.lorsbench.dashboard.leaderboard.Points;
import dev.lorsbench.dashboard.scatter.Charts;
import dev.lorsbench.dashboard.trial.Curve;
import dev.lorsbench.dashboard.trial.TrialLine;
import dev.lorsbench.db.DecisionStore;
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
 * @param decisions what its search and its rule decided, newest first
 */
public record SweepView(
    Sweep sweep,
    List<TrialLine> trials,
    List<EventStore.Event> events,
    List<DecisionStore.Decision> decisions) {
  /** As many trials at most have a line in the chart of a sweep's page. */
  public static final int DRAWN = 8;

  /** How far it has come. */
  public Counts counts() {
    return Counts.of(sweep);
  }

  /** The state that its chip shows: one that is held says so. */
  public static String state(Sweep sweep) {
    return sweep.paused() && sweep.endedAt() == null ? "PAUSED" : sweep.state().name();
  }

  /** Whether it can be stopped. */
  public boolean cancellable() {
    return sweep.endedAt() == null && !sweep.cancelAsked();
  }

  /** Whether trials of it can be queued again. */
  public boolean retryable() {
    return sweep.failed() > 0;
  }

  /** Trials at once, one fewer. */
  public int fewer() {
    return Math.max(1, sweep.parallelism() - 1);
  }

  /** Trials at once, one more. */
  public int more() {
    return Math.min(1000, sweep.parallelism() + 1);
  }

  /** The priority before its own. */
  public int sooner() {
    return Math.max(1, sweep.priority() - 1);
  }

  /** The priority after its own. */
  public int later() {
    return Math.min(5, sweep.priority() + 1);
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

  /** A line for each of the first {@link #DRAWN} trials. */
  public List<Curve.Line> curves() {
    List<Curve.Line> lines = new ArrayList<>();
    for (TrialLine t : trials.subList(0, Math.min(DRAWN, trials.size()))) {
      lines.add(Curve.Line.of(t.id(), t.name(), "{metric}", lines.size()));
    }
    return lines;
  }
}
