package dev.lorsbench.dashboard.trial;

import dev.lorsbench.dashboard.leaderboard.Board;
import dev.lorsbench.dashboard.page.Show;
import dev.lorsbench.db.Leaderboard;
import dev.lorsbench.db.Trial;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.TaskKind;
import dev.lorsbench.experiment.TrialState;

/**
 * A trial as a row of its sweep or the head of its page. Numbers that are not known yet are null.
 *
 * @param name how the sweep calls it
 * @param row its place on the leaderboard, beside its sweep's baseline; null where it has none
 */
public record TrialLine(String name, Trial trial, Leaderboard.Row row) {
  /** The trial's id. */
  public String id() {
    return trial.id();
  }

  /** What it learns. */
  public TaskKind task() {
    return trial.spec().task();
  }

  /** {@code lors}, {@code adamixer} or {@code deit}. */
  public String family() {
    return trial.spec().model().family();
  }

  /** The state's name. */
  public String state() {
    return trial.state().name();
  }

  /** Whether a worker is at it. */
  public boolean running() {
    return trial.state() == TrialState.RUNNING;
  }

  /** Whether its sweep measures the others against it. */
  public boolean baseline() {
    return row != null && row.baseline();
  }

  /** Whether it may spend less or more than its baseline, or one of them was ended early. */
  public boolean unequal() {
    return row != null && !row.equalBudget();
  }

  /** The last one logged; NaN where that is why the trial failed. */
  public Double loss() {
    boolean diverged = trial.failure().filter(f -> f == Failure.DIVERGED).isPresent();
    return diverged ? Double.valueOf(trial.loss()) : Show.known(trial.loss());
  }

  /** While it trains. */
  public Double imagesPerSecond() {
    return Show.known(trial.imagesPerSecond());
  }

  /** All tensors of the decoder. */
  public Long decoderParameters() {
    return Show.size(trial.decoderParameters());
  }

  /** Against the sweep's baseline. */
  public Double savingPercent() {
    return row == null ? null : Show.known(row.savingPercent());
  }

  /** The headline metric: the result's, or the last evaluation's while there is none. */
  public Double score() {
    return Show.known(trial.score());
  }

  /** Of the result. */
  public Double ap50() {
    return Show.known(trial.ap50());
  }

  /** Of the result. */
  public Double ap75() {
    return Show.known(trial.ap75());
  }

  /** The headline metric minus the baseline's. */
  public Double scoreDifference() {
    return row == null ? null : Show.known(row.scoreDifference());
  }

  /** How the difference is coloured. */
  public String tone() {
    return baseline() || row == null ? "" : Board.tone(row.scoreDifference());
  }

  /** Of all attempts. */
  public Double trainSeconds() {
    return Show.known(trial.trainSeconds());
  }

  /** Of the worker's process. */
  public Double peakMib() {
    return Show.known(trial.peakMib());
  }

  /** What stands beside the step: the phase and what remains, or what was reached. */
  public String remaining() {
    if (!running()) {
      return percent();
    }
    if (trial.phase().equals("training") && trial.etaSeconds() > 0) {
      return speed() + Show.seconds(Show.known(trial.etaSeconds())) + " left";
    }
    return trial.phase().isEmpty() ? percent() : trial.phase();
  }

  private String speed() {
    return trial.imagesPerSecond() > 0
        ? Show.fixed(trial.imagesPerSecond(), 1) + " images/s · "
        : "";
  }

  private String percent() {
    return trial.steps() == 0 ? Show.NONE : 100 * trial.step() / trial.steps() + " %";
  }

  /** Whether it can be stopped. */
  public boolean cancellable() {
    return !trial.state().ended();
  }

  /** Whether it can end where it is, with a result. */
  public boolean stoppable() {
    return running();
  }

  /** Whether it can be queued again: it failed, was cancelled or stopped early. */
  public boolean retryable() {
    return trial.state().ended()
        && (trial.state() != TrialState.SUCCEEDED || !trial.message().isEmpty());
  }
}
