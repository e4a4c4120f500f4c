package dev.lorsbench.workers.training;

import dev.lorsbench.models.optim.DivergedException;
import dev.lorsbench.models.optim.StepReport;
import dev.lorsbench.models.optim.StepResult;

/**
 * A step that was taken and whose numbers are still on the device.
 *
 * @param number from 1
 * @param images what names its batch in a message; may be empty
 * @param report to be read or closed
 */
record UnreadStep(long number, String images, StepReport report) {
  /**
   * What the report said.
   *
   * @throws DivergedStepException where it is not finite; the weights were not changed
   */
  StepResult require(StepResult result) {
    try {
      return result.requireFinite();
    } catch (DivergedException e) {
      throw new DivergedStepException(number, images, e);
    }
  }
}
