package dev.lorsbench.orchestrator.search;

import dev.lorsbench.db.SearchStore.Tried;
import dev.lorsbench.experiment.SearchSpec;
import java.util.List;

/** Chooses trials from results. A pure function: it remembers nothing between two questions. */
interface Learner {
  /**
   * The learner of a search's method: where a new one is named.
   *
   * @throws IllegalArgumentException where the method learns nothing from results
   */
  static Learner of(SearchSpec spec) {
    return switch (spec.method()) {
      case TPE -> new Tpe(spec.choices(), spec.seed());
      case NSGA2 -> new Nsga2(spec.choices(), spec.population(), spec.seed());
      case GRID, LIST, RANDOM, SOBOL ->
          throw new IllegalArgumentException(spec.method() + " does not learn from results");
    };
  }

  /** What it makes small, of a trial that has a result; each by itself. */
  List<Double> objectives(Tried trial);

  /**
   * The next trial.
   *
   * @param number of the trial to come, or another where that one was tried already; decides all
   *     that is drawn by chance
   * @param seen every earlier trial, by number
   */
  Suggestion next(int number, List<Observation> seen);
}
