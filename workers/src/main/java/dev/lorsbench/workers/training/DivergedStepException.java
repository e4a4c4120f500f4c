package dev.lorsbench.workers.training;

import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.TrialException;

/** A step whose costs, loss or gradient were not finite, with its parts and images. */
final class DivergedStepException extends TrialException {
  private static final long serialVersionUID = 1L;
  private final long step;

  /**
   * Of step {@code step}.
   *
   * @param images what names the batch, put at the message's end; may be empty
   */
  DivergedStepException(long step, String images, RuntimeException cause) {
    super(
        Failure.DIVERGED,
        "diverged at step %d: %s%s".formatted(step, cause.getMessage(), images),
        cause);
    this.step = step;
  }

  /** The step, which may lie before the one at which this is thrown. */
  long step() {
    return step;
  }
}
