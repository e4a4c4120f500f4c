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
import dev.lorsbench.experiment.TrialSpec;
import dev.lorsbench.orchestrator.trial.AttemptFailure;
import dev.lorsbench.orchestrator.trial.TrainActivity;
import dev.lorsbench.workers.training.Checkpoints;
import dev.lorsbench.workers.training.MetricSink;
import dev.lorsbench.workers.training.Trainer;
import dev.lorsbench.workers.training.TrainingOptions;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
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
  private final DataPreference data;
  private final LostFirst lostFirst;
  private final TrialFiles files;
  private final TrainingOptions options;
  private final Duration stall;

  /**
   * Activities of one worker.
   *
   * @param files keeps checkpoints and last weights
   * @param stall longer than any step; a run of which nothing ends for so long hangs
   */
  public TrainActivityImpl(
      Database database, Slot slot, TrialFiles files, TrainingOptions options, Duration stall) {
    this.ledger = Ledger.of(database);
    this.slot = slot;
    this.data = new DataPreference(ledger, slot.worker());
    this.lostFirst = new LostFirst(ledger, slot.worker());
    this.files = files;
    this.options = options;
    this.stall = stall;
  }

  @Override
  public void train(String id) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    LedgerPatience patience = new LedgerPatience(LEDGER_AWAY);
    slot.took(id);
    try (Heartbeat heartbeat = new Heartbeat(context, patience::giveUp)) {
      ActivityInfo info = context.getInfo();
      lostFirst.declineOrTake(id, info.getAttempt());
      data.declineOrTake(id, info.getAttempt());
      Optional<Attempt> attempt = begin(new Turn(id, info.getRunId(), info.getAttempt()));
      if (attempt.isPresent()) {
        AttemptEnd end = new AttemptEnd(ledger, slot, attempt.get(), heartbeat);
        heartbeat.watch(new StallWatch(stall, () -> end.stalled(stall, e -> tell(context, e))));
        train(attempt.get(), end, heartbeat, patience);
      }
    } finally {
      slot.free();
    }
  }

  private static void tell(ActivityExecutionContext context, Exception failure) {
    context
        .getWorkflowClient()
        .newActivityCompletionClient()
        .completeExceptionally(context.getTaskToken(), failure);
  }

  private Optional<Attempt> begin(Turn turn) {
    try {
      return ledger.attempts().begin(turn, slot.worker());
    } catch (FencedException e) {
      throw AttemptFailure.of(Failure.WORKER_LOST, e.getMessage(), e);
    } catch (DatabaseException e) {
      throw AttemptFailure.of(Failure.STORAGE, e.getMessage(), e);
    }
  }

  private void train(
      Attempt attempt, AttemptEnd end, Heartbeat heartbeat, LedgerPatience patience) {
    try {
      Trial trial = find(attempt.trial());
      end.halvable(trial.spec().train().halvable() && !trial.halved());
      train(trial, attempt, heartbeat, patience);
    } catch (TrialException e) {
      throw end.of(e);
    } catch (OutOfMemoryError e) {
      String line = "out of Java memory: " + e.getMessage();
      throw end.of(new TrialException(Failure.OUT_OF_MEMORY, line, e));
    } catch (RuntimeException | LinkageError e) {
      LOG.error("trial {}", attempt.trial(), e);
      String line = String.valueOf(e).lines().findFirst().orElse("");
      throw end.of(new TrialException(Failure.INTERNAL, line, e));
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
    Checkpoints checkpoints = files.checkpoints(attempt, trial.spec(), patience);
    MetricSink metrics =
        new JudgedMetrics(
            new LedgerMetrics(attempt, ledger.metrics(), ledger.evaluations(), patience),
            attempt,
            ledger.stopping(),
            patience);
    AttemptWatch watch =
        new AttemptWatch(
            attempt,
            ledger.trials(),
            ledger.events(),
            ledger.steering(),
            heartbeat,
            slot::stopping);
    TrialSpec spec = trial.halved() ? trial.spec().halved() : trial.spec();
    try (Trainer trainer = Trainer.open(spec, options, checkpoints, metrics, watch)) {
      patience.write(() -> began(attempt, trainer));
      patience.write(() -> data.held(trial, trainer.trainImages()));
      TrialResult result = trainer.run();
      LastWeights weights = files.weights(attempt);
      try {
        trainer.saveModel(weights.own());
        trainer.whenThereIsRoom(weights::send);
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

  private void note(Attempt attempt, String kind, String message) {
    try {
      ledger.events().trial(attempt.trial(), kind, message);
    } catch (DatabaseException away) {
      LOG.warn("event of trial {} is not in the ledger: {}", attempt.trial(), message);
    }
  }
}
