package dev.lorsbench.orchestrator.scale;

import dev.lorsbench.db.Attempt;
import dev.lorsbench.db.AttemptStore;
import dev.lorsbench.db.Database;
import dev.lorsbench.db.MetricStore;
import dev.lorsbench.db.TrialStore;
import dev.lorsbench.db.Turn;
import dev.lorsbench.experiment.Metric;
import dev.lorsbench.experiment.TrialResult;
import dev.lorsbench.orchestrator.trial.TrainActivity;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInfo;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Does all of a worker's part but the training, which it waits for. */
final class NoopTrainer implements TrainActivity {
  private final AttemptStore attempts;
  private final TrialStore trials;
  private final MetricStore metrics;
  private final Duration duration;
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  NoopTrainer(Database database, Duration duration) {
    this.attempts = new AttemptStore(database);
    this.trials = new TrialStore(database);
    this.metrics = new MetricStore(database);
    this.duration = duration;
  }

  @Override
  public void train(String trial) {
    ActivityInfo info = Activity.getExecutionContext().getInfo();
    most.accumulateAndGet(running.incrementAndGet(), Math::max);
    try {
      attempts
          .begin(new Turn(trial, info.getRunId(), info.getAttempt()), "noop")
          .ifPresent(this::run);
    } finally {
      running.decrementAndGet();
    }
  }

  private void run(Attempt attempt) {
    long end = System.nanoTime() + duration.toNanos();
    for (long left = duration.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left); // the trial itself
    }
    metrics.record(attempt, List.of(new Metric("loss", 1, 0.5)));
    trials.succeed(attempt, new TrialResult(1, 100, 0.5, 0.7, 0.5, 1, 1));
  }

  /** The most trials that ran at once. */
  int most() {
    return most.get();
  }
}
