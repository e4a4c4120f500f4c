package dev.lorsbench.workers.activities;

import dev.lorsbench.db.Attempt;
import dev.lorsbench.experiment.Evaluation;
import dev.lorsbench.experiment.Metric;
import dev.lorsbench.orchestrator.search.EarlyStopping;
import dev.lorsbench.workers.training.MetricSink;
import java.util.List;

/**
 * Lets the rules of a trial's sweeps judge each evaluation that has come to the ledger. A trial
 * that is to end is asked to there; {@link AttemptWatch} hears of it.
 */
final class JudgedMetrics implements MetricSink {
  private final MetricSink ledger;
  private final Attempt attempt;
  private final EarlyStopping stopping;
  private final LedgerPatience patience;

  JudgedMetrics(
      MetricSink ledger, Attempt attempt, EarlyStopping stopping, LedgerPatience patience) {
    this.ledger = ledger;
    this.attempt = attempt;
    this.stopping = stopping;
    this.patience = patience;
  }

  @Override
  public void record(List<Metric> metrics) {
    ledger.record(metrics);
  }

  @Override
  public void record(Evaluation evaluation) {
    ledger.record(evaluation);
    patience.write(() -> stopping.evaluated(attempt.trial(), evaluation.step()));
  }

  @Override
  public void truncate(long step) {
    ledger.truncate(step);
  }

  @Override
  public void flush() {
    ledger.flush();
  }
}
