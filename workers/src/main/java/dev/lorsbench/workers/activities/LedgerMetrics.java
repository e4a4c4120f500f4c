package dev.lorsbench.workers.activities;

import dev.lorsbench.db.Attempt;
import dev.lorsbench.db.DatabaseException;
import dev.lorsbench.db.EvaluationStore;
import dev.lorsbench.db.FencedException;
import dev.lorsbench.db.MetricStore;
import dev.lorsbench.experiment.Evaluation;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.Metric;
import dev.lorsbench.experiment.TrialException;
import dev.lorsbench.workers.training.MetricSink;
import java.util.ArrayList;
import java.util.List;

/**
 * An attempt's numbers in the ledger. While PostgreSQL is away they are kept and training goes on;
 * before a checkpoint they must have arrived.
 */
final class LedgerMetrics implements MetricSink {
  private final Attempt attempt;
  private final MetricStore metrics;
  private final EvaluationStore evaluations;
  private final LedgerPatience patience;
  private final List<Metric> waiting = new ArrayList<>();

  LedgerMetrics(
      Attempt attempt, MetricStore metrics, EvaluationStore evaluations, LedgerPatience patience) {
    this.attempt = attempt;
    this.metrics = metrics;
    this.evaluations = evaluations;
    this.patience = patience;
  }

  @Override
  public void record(List<Metric> batch) {
    waiting.addAll(batch);
    try {
      writeWaiting();
    } catch (FencedException e) {
      throw new TrialException(Failure.WORKER_LOST, e.getMessage(), e);
    } catch (DatabaseException away) {
      return; // flush() insists
    }
  }

  private void writeWaiting() {
    if (!waiting.isEmpty()) {
      metrics.record(attempt, waiting);
      waiting.clear();
    }
  }

  @Override
  public void record(Evaluation evaluation) {
    flush();
    patience.write(() -> evaluations.record(attempt, evaluation));
  }

  @Override
  public void truncate(long step) {
    waiting.clear();
    patience.write(() -> metrics.truncate(attempt, step));
  }

  @Override
  public void flush() {
    patience.write(this::writeWaiting);
  }
}
