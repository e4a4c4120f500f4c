package dev.lorsbench.cli.verify;

/**
 * How far a group of results is from the golden ones, at worst.
 *
 * @param group what was compared: outputs, gradients, losses, ...
 * @param worst the largest deviation; NaN where one is not a number
 * @param tolerance the largest that passes; 0 means equal
 * @param where the tensor or number that deviates most
 */
public record Deviation(String group, double worst, double tolerance, String where) {
  /** Whether it passes; what is not a number never does. */
  public boolean within() {
    return worst <= tolerance;
  }

  @Override
  public String toString() {
    return "%s %.1e/%s".formatted(group, worst, tolerance == 0 ? "0" : "%.0e".formatted(tolerance));
  }
}
