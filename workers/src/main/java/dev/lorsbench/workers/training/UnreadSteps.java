package dev.lorsbench.workers.training;

import dev.lorsbench.models.optim.StepReport;
import dev.lorsbench.models.optim.StepResult;
import java.util.ArrayList;
import java.util.List;

/**
 * Steps whose losses and gradient norms are still on the device. On a GPU every copy to the host
 * waits for all that was asked of it, so they are copied at once where somebody needs them: at
 * logged steps, before checkpoints and evaluations, and when very many wait. Until then a step that
 * diverged has changed no weight; it is found, and named, later than it happened.
 */
final class UnreadSteps implements AutoCloseable {
  private static final int MANY = 1000;

  private final List<UnreadStep> steps = new ArrayList<>();
  private final int most;

  private UnreadSteps(int most) {
    this.most = most;
  }

  /** Each step is read as soon as it is taken. */
  static UnreadSteps none() {
    return new UnreadSteps(1);
  }

  /** Many may wait. */
  static UnreadSteps many() {
    return new UnreadSteps(MANY);
  }

  /** Adds the newest, whose report is this one's to close from now on. */
  void add(UnreadStep step) {
    steps.add(step);
  }

  /** Whether no more should wait. */
  boolean full() {
    return steps.size() >= most;
  }

  /** Whether none waits. */
  boolean isEmpty() {
    return steps.isEmpty();
  }

  /**
   * Copies all to the host in one copy, after which none waits; there must be one.
   *
   * @return the newest's
   * @throws DivergedStepException of the first that is not finite
   */
  StepResult read() {
    try {
      List<StepResult> results =
          StepReport.readAll(steps.stream().map(UnreadStep::report).toList());
      for (int i = 0; i < results.size(); i++) {
        steps.get(i).require(results.get(i));
      }
      return results.get(results.size() - 1);
    } finally {
      close();
    }
  }

  @Override
  public void close() {
    steps.forEach(step -> step.report().close());
    steps.clear();
  }
}
