package dev.lorsbench.dashboard.trial;

import dev.lorsbench.dashboard.config.Config;
import dev.lorsbench.dashboard.page.Show;
import dev.lorsbench.db.AttemptStore;
import dev.lorsbench.db.CheckpointStore;
import dev.lorsbench.db.EventStore;
import dev.lorsbench.db.Sweep;
import dev.lorsbench.experiment.Evaluation;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.TaskKind;
import java.util.List;
import java.util.Optional;

/**
 * What a trial's page shows.
 *
 * @param sweeps those it belongs to, newest first
 * @param evaluations the newest, by step
 * @param allEvaluations how many there are, those left out counted
 */
public record TrialView(
    TrialLine line,
    List<Sweep> sweeps,
    List<Evaluation> evaluations,
    long allEvaluations,
    List<AttemptStore.Row> attempts,
    List<CheckpointStore.Pointer> checkpoints,
    List<EventStore.Event> events) {

  /** The configuration, for reading and for copying. */
  public Config config() {
    return Config.of(line.trial().spec(), line.name());
  }

  /** The charts, in the order they stand. */
  public List<Curve> curves() {
    String id = line.id();
    String family = line.family();
    TaskKind task = line.task();
    return List.of(
        Curve.of(
            id, family, "loss", "Loss", detection() ? "set loss, all stages" : "cross-entropy"),
        Curve.of(id, family, task.metric(), task.label(), "validation split"),
        Curve.of(id, family, "learning_rate", "Learning rate", "AdamW"),
        Curve.of(id, family, "images_per_second", "Speed", "images/s"),
        Curve.of(id, family, "data_wait_percent", "Waiting for data", "% of the time"));
  }

  /** Whether it is measured by boxes. */
  public boolean detection() {
    return line.task().boxes();
  }

  /** AP50 of the result, or of the last evaluation while there is none. */
  public Double ap50() {
    return line.ap50() != null || last() == null ? line.ap50() : Show.score(last().ap50());
  }

  /** AP75 of the result, or of the last evaluation while there is none. */
  public Double ap75() {
    return line.ap75() != null || last() == null ? line.ap75() : Show.score(last().ap75());
  }

  private Evaluation last() {
    return evaluations.isEmpty() ? null : evaluations.get(evaluations.size() - 1);
  }

  /** What the head of the list of evaluations says of those left out, or empty. */
  public String evaluationsShown() {
    return evaluations.size() == allEvaluations
        ? ""
        : ", the newest %s of %s"
            .formatted(Show.count(evaluations.size()), Show.count(allEvaluations));
  }

  /** Why it did not succeed, waits for another attempt or ended early; or empty. */
  public String failure() {
    return line.trial().message();
  }

  /** Whether a worker was lost or left, rather than the trial failed. */
  public boolean lost() {
    return line.trial().failure().filter(Failure::lost).isPresent();
  }

  /** The failure's class in words. */
  public String failureTitle() {
    Optional<Failure> failure = line.trial().failure();
    if (failure.isEmpty()) {
      return "";
    }
    return switch (failure.get()) {
      case BAD_CONFIG -> "The configuration cannot be trained.";
      case BAD_DATA -> "The data cannot be used.";
      case DIVERGED -> "The loss is no longer a finite number.";
      case OUT_OF_MEMORY -> "Memory ran out.";
      case STORAGE -> "A folder is full or cannot be written.";
      case PREEMPTED -> "Its worker was asked to end and gave it back.";
      case WORKER_LOST -> "The worker was lost.";
      case STALLED -> "The worker hung.";
      case PAUSED -> "Its sweep was paused.";
      case CANCELLED -> "Cancelled.";
      case INTERNAL -> "A defect of lorsbench.";
    };
  }
}
