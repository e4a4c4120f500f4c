package dev.lorsbench.orchestrator.search;

import java.util.List;

/** Chooses trials from results. A pure function: it remembers nothing between two questions. */
interface Learner {
  /**
   * The next trial.
   *
   * @param number of the trial to come, or another where that one was tried already; decides all
   *     that is drawn by chance
   * @param seen every earlier trial, by number
   */
  Suggestion next(int number, List<Observation> seen);
}
