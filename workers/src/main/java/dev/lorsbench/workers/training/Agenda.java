package dev.lorsbench.workers.training;

import dev.lorsbench.experiment.TrainConfig;

/**
 * After which steps a run is evaluated and kept; a function of its configuration alone. Both always
 * happen after the last step, so what an interval brings shortly before it is left out: where less
 * than a quarter of the interval remains.
 */
record Agenda(TrainConfig config, Epochs epochs) {
  private static final int QUARTERS = 4;

  /** Whether the run is evaluated after {@code step} steps. */
  boolean evaluates(long step) {
    return step == config.steps()
        || every(config.evaluateEvery(), step)
        || everyEpochs(config.evaluateEpochs(), step);
  }

  private boolean every(long interval, long step) {
    return interval > 0 && step > 0 && step % interval == 0 && !soonAtTheEnd(interval, step);
  }

  private boolean everyEpochs(int every, long step) {
    return every > 0
        && step > 0
        && epochs.end(every, step)
        && !soonAtTheEnd(epochs.steps(every), step);
  }

  private boolean soonAtTheEnd(long interval, long step) {
    return QUARTERS * (config.steps() - step) < interval;
  }

  /** Whether a checkpoint is written after {@code step} steps. */
  boolean keeps(long step) {
    int everyEpochs = config.keep().everyEpochs();
    return step == config.steps()
        || every(config.checkpointEvery(), step)
        || everyEpochs > 0 && epochs.end(everyEpochs, step) // kept because it is an epoch's end
        || config.keep().best() && evaluates(step);
  }

  /** Which checkpoints stay beside the newest. */
  Retention retention(Best best) {
    return Retention.of(config.keep(), best, epochs);
  }

  /** Whether the log has a line of step {@code s}; a line costs nothing, so none is left out. */
  boolean logs(long s) {
    return s == 1 || s % config.logEvery() == 0 || s == config.steps();
  }
}
