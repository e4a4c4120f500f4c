package dev.lorsbench.workers.training;

import dev.lorsbench.experiment.TrainConfig;

/** Why a run may end before its last step. A run that has not begun has no result to keep. */
record EarlyEnd(TrainConfig config, TrainingListener listener) {
  /**
   * Whether it ends here.
   *
   * @param trainSeconds of the steps so far
   */
  boolean reached(long step, Best best, double trainSeconds) {
    return step > 0 && (nothingBetter(step, best) || timeIsUp(trainSeconds) || listener.finishes());
  }

  /** Whether so many evaluations in a row brought nothing better that no more is tried. */
  private boolean nothingBetter(long step, Best best) {
    int patience = config.stop().patience();
    boolean stops = patience > 0 && best.since() >= patience && best.seen() == step;
    if (stops) {
      listener.warning(
          "stopped early at step %d of %d: %d evaluations in a row were not better than that of step %d"
              .formatted(step, config.steps(), patience, best.step()));
    }
    return stops;
  }

  private boolean timeIsUp(double trainSeconds) {
    double seconds = config.stop().seconds();
    return seconds > 0 && trainSeconds >= seconds;
  }
}
