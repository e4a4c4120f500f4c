package dev.lorsbench.workers.training;

import dev.lorsbench.experiment.Evaluation;
import dev.lorsbench.experiment.Metric;
import java.util.List;

/**
 * Where a run's numbers go. Writing the same (name, step) or evaluation again replaces it. Called
 * by one thread.
 */
public interface MetricSink {
  /** Keeps the numbers of one step. */
  void record(List<Metric> metrics);

  /** Keeps one evaluation. */
  void record(Evaluation evaluation);

  /** Forgets metrics of steps after {@code step}, and evaluations of {@code step} and after. */
  void truncate(long step);

  /** Returns once all that was recorded would survive the end of the process. */
  void flush();
}
