package dev.lorsbench.workers.training;

import dev.lorsbench.experiment.TrainConfig;

/** After which steps a run is evaluated and kept; a function of its configuration alone. */
record Agenda(TrainConfig config, Epochs epochs) {
  /** Whether the run is evaluated after {@code step} steps. */
  boolean evaluates(long step) {
    boolean interval = config.evaluateEvery() > 0 && step > 0 && step % config.evaluateEvery() == 0;
    int every = config.evaluateEpochs();
    return interval || step == config.steps() || every > 0 && step > 0 && epochs.end(every, step);
  }

  /** Whether a checkpoint is written after {@code step} steps. */
  boolean keeps(long step) {
    int everyEpochs = config.keep().everyEpochs();
    return step % config.checkpointEvery() == 0
        || step == config.steps()
        || everyEpochs > 0 && epochs.end(everyEpochs, step)
        || config.keep().best() && evaluates(step);
  }

  /** Which checkpoints stay beside the newest. */
  Retention retention(Best best) {
    return Retention.of(config.keep(), best, epochs);
  }

  /** Whether the log has a line of step {@code s}. */
  boolean logs(long s) {
    return s == 1 || s % config.logEvery() == 0 || s == config.steps();
  }
}
