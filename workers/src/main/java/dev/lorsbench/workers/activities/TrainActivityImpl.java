package dev.lorsbench.workers.activities;

import dev.lorsbench.db.Attempt;
import dev.lorsbench.db.Database;
import dev.lorsbench.db.DatabaseException;
import dev.lorsbench.db.FencedException;
import dev.lorsbench.db.Trial;
import dev.lorsbench.db.Turn;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.TrialException;
import dev.lorsbench.experiment.TrialResult;
import dev.lorsbench.orchestrator.trial.TrainActivity;
import dev.lorsbench.workers.training.Checkpoints;
import dev.lorsbench.workers.training.Trainer;
import dev.lorsbench.workers.training.TrainingOptions;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs trials on this worker, one at a time. */
public final class TrainActivityImpl implements TrainActivity {
  private static final Logger LOG = LoggerFactory.getLogger(TrainActivityImpl.class);
  // Longer than a restart of PostgreSQL; after it the attempt ends and is tried again later.
  private static final Duration LEDGER_AWAY = Duration.ofSeconds(45);

  private final Ledger ledger;
  private final Slot slot;
  private final Path trialsFolder;
  private final TrainingOptions options;

  /**
   * Activities of one worker.
   *
   * @param trialsFolder gets a folder a trial, with checkpoints and the last weights
   */
  public TrainActivityImpl(
      Database database, Slot slot, Path trialsFolder, TrainingOptions options) {
    this.ledger = Ledger.of(database);
    this.slot = slot;
    this.trialsFolder = trialsFolder.toAbsolutePath();
    this.options = options;
  }

  @Override
  public void train(String id) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    LedgerPatience patience = new LedgerPatience(LEDGER_AWAY);
    slot.took(id);
    try (Heartbeat heartbeat = new Heartbeat(context, patience::giveUp)) {
      ActivityInfo info = context.getInfo();
      Optional<Attempt> attempt = begin(new Turn(id, info.getRunId(), info.getAttempt()));
      if (attempt.isPresent()) {
        train(attempt.get(), heartbeat, patience);
      }
    } finally {
      slot.free();
    }
  }

  private Optional<Attempt> begin(Turn turn) {
    try {
      return ledger.attempts().begin(turn, slot.worker());
    } catch (FencedException e) {
      throw failure(Failure.WORKER_LOST, e.getMessage(), e);
    } catch (DatabaseException e) {
      throw failure(Failure.STORAGE, e.getMessage(), e);
    }
  }

  private void train(Attempt attempt, Heartbeat heartbeat, LedgerPatience patience) {
    try {
      train(find(attempt.trial()), attempt, heartbeat, patience);
    } catch (TrialException e) {
      throw ended(attempt, heartbeat, e);
    } catch (OutOfMemoryError e) {
      String line = "out of Java memory: " + e.getMessage();
      throw ended(attempt, heartbeat, new TrialException(Failure.OUT_OF_MEMORY, line, e));
    } catch (RuntimeException | LinkageError e) {
      LOG.error("trial {}", attempt.trial(), e);
      String line = String.valueOf(e).lines().findFirst().orElse("");
      throw ended(attempt, heartbeat, new TrialException(Failure.INTERNAL, line, e));
    }
  }

  private Trial find(String id) {
    try {
      return ledger
          .trials()
          .find(id)
          .orElseThrow(() -> new TrialException(Failure.INTERNAL, "there is no trial " + id));
    } catch (DatabaseException e) {
      throw new TrialException(Failure.STORAGE, e.getMessage(), e);
    }
  }

  private void train(Trial trial, Attempt attempt, Heartbeat heartbeat, LedgerPatience patience) {
    Path folder = trialsFolder.resolve(trial.id());
    Checkpoints checkpoints =
        new Checkpoints(
            folder.resolve("checkpoints"),
            trial.id(),
            "-a" + attempt.fence(),
            new LedgerCheckpoints(attempt, ledger.checkpoints(), patience));
    LedgerMetrics metrics =
        new LedgerMetrics(attempt, ledger.metrics(), ledger.evaluations(), patience);
    AttemptWatch watch =
        new AttemptWatch(attempt, ledger.trials(), ledger.events(), heartbeat, slot::stopping);
    try (Trainer trainer = Trainer.open(trial.spec(), options, checkpoints, metrics, watch)) {
      patience.write(() -> began(attempt, trainer));
      TrialResult result = trainer.run();
      AttemptModel weights = new AttemptModel(folder, attempt);
      trainer.saveModel(weights.own());
      try {
        patience.write(() -> ledger.trials().succeed(attempt, result, weights::publish));
      } finally {
        weights.forget();
      }
    }
    note(attempt, "SUCCEEDED", "attempt " + attempt.fence() + " reached the last step");
  }

  private void began(Attempt attempt, Trainer trainer) {
    ledger.attempts().from(attempt, trainer.step());
    ledger.trials().decoderParameters(attempt, trainer.decoderParameters());
    ledger
        .events()
        .trial(
            attempt.trial(),
            "ATTEMPT",
            "attempt %d on %s goes on from step %d"
                .formatted(attempt.fence(), slot.worker(), trainer.step()));
  }

  /** Writes how the attempt ended and gives what Temporal is to hear. */
  private RuntimeException ended(Attempt attempt, Heartbeat heartbeat, TrialException e) {
    Failure failure = e.failure();
    if (failure == Failure.CANCELLED && !heartbeat.cancelled()) {
      failure = Failure.WORKER_LOST; // the worker or the lease ended, nobody cancelled the trial
    }
    LOG.warn(
        "trial {} attempt {}: {}: {}", attempt.trial(), attempt.fence(), failure, e.getMessage());
    try {
      ledger.attempts().end(attempt, failure.name(), e.getMessage());
    } catch (DatabaseException away) {
      LOG.warn("the attempt's end is not in the ledger: {}", away.getMessage());
    }
    if (failure == Failure.OUT_OF_MEMORY) {
      slot.replace();
    }
    return Optional.<RuntimeException>ofNullable(heartbeat.reason())
        .orElse(failure(failure, e.getMessage(), e));
  }

  private void note(Attempt attempt, String kind, String message) {
    try {
      ledger.events().trial(attempt.trial(), kind, message);
    } catch (DatabaseException away) {
      LOG.warn("event of trial {} is not in the ledger: {}", attempt.trial(), message);
    }
  }

  private static ApplicationFailure failure(Failure failure, String message, Throwable cause) {
    return failure.retryable()
        ? ApplicationFailure.newFailureWithCause(message, failure.name(), cause)
        : ApplicationFailure.newNonRetryableFailureWithCause(message, failure.name(), cause);
  }
}
