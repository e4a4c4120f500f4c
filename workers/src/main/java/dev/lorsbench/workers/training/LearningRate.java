package dev.lorsbench.workers.training;

import dev.lorsbench.experiment.TrainConfig;

/** The learning rate as a pure function of the step. */
public final class LearningRate {
  private LearningRate() {}

  /**
   * The rate of step s (from 1): linear warm-up {@code s / warmup}, times the schedule. {@code
   * step} multiplies by the factor once s is beyond each fraction of the steps; {@code cosine}
   * falls from 1 at the end of warm-up to 0 after the last step; {@code poly} likewise, as {@code
   * (1 - done)^power}. {@code one-cycle} rises by a cosine from 1/25 over the warm-up and falls by
   * one to 1/250,000 (Smith, 2018; PyTorch's OneCycleLR).
   */
  public static double at(TrainConfig c, long step) {
    if (c.schedule().equals("one-cycle")) {
      return c.learningRate() * oneCycle(c, step);
    }
    double warmup = c.warmupSteps() == 0 ? 1 : Math.min(1, (double) step / c.warmupSteps());
    double shape =
        switch (c.schedule()) {
          case "step" -> stepped(c, step);
          case "cosine" -> cosine(done(c, step));
          case "poly" -> Math.pow(1 - done(c, step), c.power());
          default -> 1;
        };
    return c.learningRate() * warmup * shape;
  }

  private static double stepped(TrainConfig c, long step) {
    long passed = c.decayAt().stream().filter(at -> step > at * c.steps()).count();
    return Math.pow(c.decayFactor(), passed);
  }

  /** The share of the steps after warm-up that lie behind this one, in [0, 1). */
  private static double done(TrainConfig c, long step) {
    double span = Math.max(1, c.steps() - (double) c.warmupSteps());
    return Math.min(Math.max((step - 1 - c.warmupSteps()) / span, 0), 1);
  }

  /** From 1 to 0. */
  private static double cosine(double done) {
    return 0.5 * (1 + Math.cos(Math.PI * done));
  }

  private static double oneCycle(TrainConfig c, long step) {
    double first = 1 / 25.0;
    double last = first / 1e4;
    double peak = Math.max(1, c.warmupSteps());
    if (step <= peak) {
      return 1 + (first - 1) * cosine((step - 1) / Math.max(1, peak - 1));
    }
    return last + (1 - last) * cosine(Math.min(1, (step - peak) / Math.max(1, c.steps() - peak)));
  }
}
