package dev.lorsbench.workers.training;

import dev.lorsbench.experiment.TrainConfig;

/** The learning rate as a pure function of the step. */
public final class LearningRate {
  private LearningRate() {}

  /**
   * The rate of step s (from 1): linear warm-up {@code s / warmup}, times the schedule. {@code
   * step} multiplies by the factor once s is beyond each fraction of the steps; {@code cosine}
   * falls from 1 at the end of warm-up to 0 after the last step.
   */
  public static double at(TrainConfig c, long step) {
    double warmup = c.warmupSteps() == 0 ? 1 : Math.min(1, (double) step / c.warmupSteps());
    double shape =
        switch (c.schedule()) {
          case "step" -> stepped(c, step);
          case "cosine" -> cosine(c, step);
          default -> 1;
        };
    return c.learningRate() * warmup * shape;
  }

  private static double stepped(TrainConfig c, long step) {
    long passed = c.decayAt().stream().filter(at -> step > at * c.steps()).count();
    return Math.pow(c.decayFactor(), passed);
  }

  private static double cosine(TrainConfig c, long step) {
    double span = Math.max(1, c.steps() - (double) c.warmupSteps());
    double done = Math.min(Math.max((step - 1 - c.warmupSteps()) / span, 0), 1);
    return 0.5 * (1 + Math.cos(Math.PI * done));
  }
}
