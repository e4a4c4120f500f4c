package dev.lorsbench.dashboard.scatter;

import dev.lorsbench.experiment.TaskKind;

/**
 * One trial with a result.
 *
 * @param href its page
 * @param family {@code lors}, {@code adamixer} or {@code deit}
 * @param parameters of the decoder, or of a whole classifier, above 0
 * @param task whose headline metric {@code score} is
 * @param score in [0, 1]
 */
public record Point(
    String name, String href, String family, long parameters, TaskKind task, double score) {
  /** Whether this one costs no more and gives no less than the other, and is not the same. */
  boolean dominates(Point other) {
    return parameters <= other.parameters
        && score >= other.score
        && (parameters < other.parameters || score > other.score);
  }
}
