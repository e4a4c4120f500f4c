package dev.lorsbench.orchestrator.search;

import java.util.List;

/**
 * What is known of one trial of a search.
 *
 * @param number of the trial, from 0
 * @param point where it was drawn
 * @param counting for each parameter whether it counts there
 * @param objectives each to be small; empty while there is no result
 * @param failed whether it ended without one
 */
record Observation(
    int number,
    List<Double> point,
    List<Boolean> counting,
    List<Double> objectives,
    boolean failed) {
  Observation {
    point = List.copyOf(point);
    counting = List.copyOf(counting);
    objectives = List.copyOf(objectives);
  }

  boolean known() {
    return !objectives.isEmpty();
  }

  /** The first objective. */
  double loss() {
    return objectives.get(0);
  }
}
