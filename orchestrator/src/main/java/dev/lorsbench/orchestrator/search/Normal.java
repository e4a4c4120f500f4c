package dev.lorsbench.orchestrator.search;

import org.hipparchus.special.Erf;

/** The standard normal distribution. */
final class Normal {
  private static final double SQRT_2 = Math.sqrt(2);

  private Normal() {}

  /** The share below {@code x}. */
  static double below(double x) {
    return 0.5 * Erf.erfc(-x / SQRT_2);
  }

  /** The place below which that share lies. */
  static double quantile(double share) {
    return SQRT_2 * Erf.erfInv(2 * share - 1);
  }
}
