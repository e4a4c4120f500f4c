package dev.lorsbench.dashboard.scatter;

/**
 * One trial with a result.
 *
 * @param href its page
 * @param family {@code lors} or {@code adamixer}
 * @param parameters of the decoder, above 0
 * @param ap in [0, 1]
 */
public record Point(String name, String href, String family, long parameters, double ap) {
  /** Whether this one costs no more and gives no less than the other, and is not the same. */
  boolean dominates(Point other) {
    return parameters <= other.parameters
        && ap >= other.ap
        && (parameters < other.parameters || ap > other.ap);
  }
}
