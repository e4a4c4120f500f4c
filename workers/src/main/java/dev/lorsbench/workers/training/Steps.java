package dev.lorsbench.workers.training;

import ai.djl.engine.EngineException;
import dev.lorsbench.experiment.StepMetric;
import dev.lorsbench.experiment.TrainConfig;
import dev.lorsbench.experiment.TrialException;
import dev.lorsbench.models.optim.StepResult;
import dev.lorsbench.workers.data.Framing;
import java.util.List;
import java.util.Optional;

/** The steps of a run: a batch, the optimiser's step, what is logged of it. */
final class Steps implements AutoCloseable {
  private final TrainConfig config;
  private final Task task;
  private final Agenda agenda;
  private final Pace pace;
  private final MetricSink metrics;
  private final TrainingListener listener;
  private final UnreadSteps unread;
  private double seconds;
  private Skipped skipped = Skipped.NONE;

  /**
   * Steps of that task.
   *
   * @param readsLate whether losses stay on the device until they are needed; a run that may skip
   *     steps needs each, to undo what the step changed besides weights
   */
  Steps(
      Task task,
      Agenda agenda,
      Pace pace,
      MetricSink metrics,
      TrainingListener listener,
      boolean readsLate) {
    this.config = agenda.config();
    this.task = task;
    this.agenda = agenda;
    this.pace = pace;
    this.metrics = metrics;
    this.listener = listener;
    this.unread =
        readsLate && config.skippableSteps() == 0 ? UnreadSteps.many() : UnreadSteps.none();
  }

  /** What the steps' batches are, for a message. */
  static String batches(TrainConfig c) {
    int edge = Framing.of(c).largestEdge();
    String most = c.resize().stretches() ? "" : "at most ";
    return "a batch of %d x 3 x %s%d x %d".formatted(c.batch(), most, edge, edge);
  }

  /** Goes on from there. */
  void restore(RunState state) {
    seconds = state.trainSeconds();
    skipped = state.skipped();
  }

  /** Seconds of the steps so far, over all attempts. */
  double seconds() {
    return seconds;
  }

  /** What was gone on without so far. */
  Skipped skipped() {
    return skipped;
  }

  /**
   * Takes step {@code s} (from 1).
   *
   * @return whether anything was logged of it
   * @throws TrialException DIVERGED, BAD_DATA, STORAGE or OUT_OF_MEMORY
   */
  boolean take(long s) {
    long began = System.nanoTime();
    double rate = LearningRate.at(config, s);
    Optional<StepResult> result;
    double waited;
    try (Task.Step work = task.take(s)) {
      waited = Pace.secondsSince(began);
      skipped = skipped.withImages(work.replacedImages());
      task.model().beforeStep();
      unread.add(work.run(rate));
      result = agenda.logs(s) || unread.full() ? Optional.of(unread.read()) : Optional.empty();
    } catch (EngineException | OutOfMemoryError e) {
      throw NativeFailure.of("step " + s + " with " + batches(config), e);
    } catch (DivergedStepException e) {
      goOnWithout(earliest(e));
      return true;
    }
    task.model().afterStep(s);
    seconds += Pace.secondsSince(began);
    result.ifPresent(r -> pace.says(r.loss()));
    pace.stepped(Pace.secondsSince(began), waited);
    if (agenda.logs(s)) {
      metrics.record(pace.metrics(s, rate, result.orElseThrow(), skipped));
    }
    return agenda.logs(s);
  }

  /**
   * Reads what is still unread, so that nothing that diverged stays unseen.
   *
   * @throws TrialException DIVERGED, of the first such step
   */
  void read() {
    try {
      if (!unread.isEmpty()) {
        pace.says(unread.read().loss());
      }
    } catch (DivergedStepException e) {
      goOnWithout(e);
    } catch (EngineException e) {
      throw NativeFailure.of("a step with " + batches(config), e);
    }
  }

  /** A step before it may have diverged, unread as yet. */
  private DivergedStepException earliest(DivergedStepException found) {
    try {
      if (!unread.isEmpty()) {
        unread.read();
      }
      return found;
    } catch (DivergedStepException earlier) {
      return earlier;
    }
  }

  /** A step that diverged changes nothing; so many may be gone on from. */
  private void goOnWithout(DivergedStepException e) {
    long s = e.step();
    metrics.record(List.of(StepMetric.LOSS.at(s, Double.NaN)));
    if (skipped.steps() == config.skippableSteps()) {
      metrics.flush();
      throw e;
    }
    task.model().undoStep();
    skipped = skipped.withStep();
    metrics.record(List.of(StepMetric.SKIPPED_STEPS.at(s, skipped.steps())));
    listener.warning(
        "%s; skipped, %d of %d"
            .formatted(e.getMessage(), skipped.steps(), config.skippableSteps()));
  }

  @Override
  public void close() {
    unread.close();
  }
}
