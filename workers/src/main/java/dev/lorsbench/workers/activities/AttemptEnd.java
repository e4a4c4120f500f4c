package dev.lorsbench.workers.activities;

import dev.lorsbench.db.Attempt;
import dev.lorsbench.db.DatabaseException;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.TrialException;
import dev.lorsbench.orchestrator.trial.AttemptFailure;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How an attempt ends other than by success: the ledger hears it first, Temporal second. */
final class AttemptEnd {
  private static final Logger LOG = LoggerFactory.getLogger(AttemptEnd.class);

  private final Ledger ledger;
  private final Slot slot;
  private final Attempt attempt;
  private final Heartbeat heartbeat;
  private volatile boolean halvable;

  AttemptEnd(Ledger ledger, Slot slot, Attempt attempt, Heartbeat heartbeat) {
    this.ledger = ledger;
    this.slot = slot;
    this.attempt = attempt;
    this.heartbeat = heartbeat;
  }

  /** Whether memory that runs out is answered by half the batch. */
  void halvable(boolean yes) {
    halvable = yes;
  }

  /** Writes how the attempt ended and gives what Temporal is to hear. */
  RuntimeException of(TrialException e) {
    Failure failure = e.failure() == Failure.CANCELLED ? stopped() : e.failure();
    LOG.warn(
        "trial {} attempt {}: {}: {}", attempt.trial(), attempt.fence(), failure, e.getMessage());
    write(failure, e.getMessage());
    if (failure == Failure.OUT_OF_MEMORY) {
      slot.replace();
    }
    return Optional.<RuntimeException>ofNullable(heartbeat.reason())
        .orElse(report(failure, e.getMessage(), e));
  }

  /** The run stopped because somebody cancelled it, the worker ends, or the lease is lost. */
  private Failure stopped() {
    if (heartbeat.cancelled()) {
      return Failure.CANCELLED;
    }
    return slot.stopping() ? Failure.PREEMPTED : Failure.WORKER_LOST;
  }

  private ApplicationFailure report(Failure failure, String message, Throwable cause) {
    boolean over = failure == Failure.OUT_OF_MEMORY && !halvable;
    return over
        ? AttemptFailure.last(failure, message, cause)
        : AttemptFailure.of(failure, message, cause);
  }

  /** The ledger may be away; what it does not hear, the next attempt's beginning tells it. */
  private void write(Failure failure, String message) {
    try {
      if (failure == Failure.OUT_OF_MEMORY && halvable) {
        ledger.attempts().halve(attempt, message);
        ledger.events().trial(attempt.trial(), "HALVED", message + "; half the batch at a time");
      } else {
        ledger.attempts().end(attempt, failure, message);
      }
    } catch (DatabaseException away) {
      LOG.warn("the attempt's end is not in the ledger: {}", away.getMessage());
    }
  }

  /**
   * The thread that hangs cannot be stopped, so the process ends. Temporal is told first; what it
   * does not hear it learns from the heartbeats that stop.
   *
   * @param tell reports the failure to Temporal
   */
  void stalled(Duration limit, Consumer<ApplicationFailure> tell) {
    String line =
        "nothing of step %d ended in %d s; the process is replaced"
            .formatted(heartbeat.step() + 1, limit.toSeconds());
    LOG.error("trial {} attempt {}: {}", attempt.trial(), attempt.fence(), line);
    try {
      write(Failure.STALLED, line);
      tell.accept(AttemptFailure.of(Failure.STALLED, line, null));
    } catch (RuntimeException away) {
      LOG.warn("Temporal is not told of it: {}", away.getMessage());
    } finally {
      slot.abandon();
    }
  }
}
