package dev.lorsbench.experiment;

import java.util.Objects;

/**
 * One number of a training run.
 *
 * @param name such as {@code loss}, {@code loss_cls}, {@code learning_rate}, {@code
 *     images_per_second}, {@code gradient_norm}, {@code ap}; see {@code docs/metrics.md}
 * @param step optimiser steps done when it was taken, from 1
 * @param value may be NaN or infinite, and is stored as such
 */
public record Metric(String name, long step, double value) {
  public Metric {
    Objects.requireNonNull(name, "name");
    if (name.isBlank() || name.length() > 100) {
      throw new IllegalArgumentException("metric name must have 1 to 100 characters: " + name);
    }
    if (step < 0) {
      throw new IllegalArgumentException("metric step must be >= 0, is " + step);
    }
  }
}
