package dev.lorsbench.workers.activities;

import dev.lorsbench.db.Attempt;
import dev.lorsbench.db.DatabaseException;
import dev.lorsbench.db.EventStore;
import dev.lorsbench.db.FencedException;
import dev.lorsbench.db.SteeringStore;
import dev.lorsbench.db.TrialStore;
import dev.lorsbench.workers.training.Progress;
import dev.lorsbench.workers.training.TrainingListener;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows an attempt's progress in the ledger, and stops it where Temporal or the worker asks. */
final class AttemptWatch implements TrainingListener {
  private static final Logger LOG = LoggerFactory.getLogger(AttemptWatch.class);

  private final Attempt attempt;
  private final TrialStore trials;
  private final EventStore events;
  private final Heartbeat heartbeat;
  private final SteeringStore steering;
  private final BooleanSupplier workerStops;
  private volatile boolean fenced;
  private boolean finishes;
  private String phase = "";

  AttemptWatch(
      Attempt attempt,
      TrialStore trials,
      EventStore events,
      SteeringStore steering,
      Heartbeat heartbeat,
      BooleanSupplier workerStops) {
    this.attempt = attempt;
    this.trials = trials;
    this.events = events;
    this.steering = steering;
    this.heartbeat = heartbeat;
    this.workerStops = workerStops;
  }

  @Override
  public void progress(Progress p, boolean logged) {
    heartbeat.at(p.step());
    if (!logged && p.phase().equals(phase)) {
      return;
    }
    phase = p.phase();
    try {
      trials.progress(
          attempt, p.phase(), p.step(), p.loss(), p.imagesPerSecond(), p.etaSeconds(), p.score());
      finishes = steering.finishAsked(attempt.trial());
    } catch (FencedException e) {
      fenced = true;
    } catch (DatabaseException away) {
      LOG.warn("progress of trial {} is not shown: {}", attempt.trial(), away.getMessage());
    }
  }

  @Override
  public void warning(String line) {
    LOG.warn("trial {}: {}", attempt.trial(), line);
    try {
      events.trial(attempt.trial(), "WARNING", line);
    } catch (DatabaseException away) {
      return; // it stands in the log
    }
  }

  /** The ledger is asked where numbers are logged and where the phase changes. */
  @Override
  public boolean finishes() {
    return finishes;
  }

  @Override
  public boolean cancelled() {
    return fenced || heartbeat.stopped() || workerStops.getAsBoolean();
  }
}
