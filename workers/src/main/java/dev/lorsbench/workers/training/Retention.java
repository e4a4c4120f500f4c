package dev.lorsbench.workers.training;

import dev.lorsbench.experiment.KeepConfig;
import java.util.function.LongPredicate;

/**
 * Which checkpoints stay once a newer one is whole.
 *
 * @param last how many of the newest, at least 1
 * @param besides steps that stay however old they are
 */
record Retention(int last, LongPredicate besides) {
  /** What a configuration asks for, given the best evaluation so far and where epochs end. */
  static Retention of(KeepConfig keep, Best best, Epochs epochs) {
    return new Retention(
        keep.last(),
        step ->
            keep.best() && step == best.step()
                || keep.everyEpochs() > 0 && epochs.end(keep.everyEpochs(), step));
  }

  /** Whether the checkpoint of a step stays, {@code newer} ones being kept before it. */
  boolean keeps(long step, int newer) {
    return newer < last || besides.test(step);
  }
}
