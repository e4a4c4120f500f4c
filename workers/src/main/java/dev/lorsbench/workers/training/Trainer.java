package dev.lorsbench.workers.training;

import ai.djl.engine.EngineException;
import dev.lorsbench.experiment.Evaluation;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.Metric;
import dev.lorsbench.experiment.StartWeights;
import dev.lorsbench.experiment.TaskKind;
import dev.lorsbench.experiment.TrainConfig;
import dev.lorsbench.experiment.TrialException;
import dev.lorsbench.experiment.TrialResult;
import dev.lorsbench.experiment.TrialSpec;
import dev.lorsbench.models.optim.StepResult;
import dev.lorsbench.models.torch.Torch;
import dev.lorsbench.workers.evaluation.EvaluationParts;
import java.nio.file.Path;
import java.util.List;

/**
 * Trains one trial from its last checkpoint to its end. On a CPU with a fixed number of threads a
 * run that was interrupted any number of times ends with the same bits as one that was not: what a
 * step does is a function of the checkpoint and the step's number.
 *
 * <pre>{@code
 * try (Trainer trainer = Trainer.open(spec, options, checkpoints, sink, listener)) {
 *   TrialResult result = trainer.run();
 * }
 * }</pre>
 */
public final class Trainer implements AutoCloseable {
  private static final double NONE = Double.NaN;
  private static final String DISK_FULL = "disk full";

  private final TrainConfig config;
  private final MetricSink sink;
  private final TrainingListener listener;
  private final TaskKind kind;
  private final Task task;
  private final int threads;
  private long step;
  private double trainSeconds;
  private double earlierPeakMib;
  private final Pace pace;
  private final CheckpointWriter writer;
  private final DiskRoom room;
  private final Epochs epochs;
  private Best best = Best.NONE;
  private Skipped skipped = Skipped.NONE;
  private Evaluation last;
  private boolean diskWasFull;

  private Trainer(
      TrialSpec spec,
      TrainingOptions options,
      Checkpoints checkpoints,
      MetricSink sink,
      TrainingListener listener) {
    this.config = spec.train();
    this.kind = spec.task();
    this.sink = sink;
    this.listener = listener;
    this.room = new DiskRoom(this::diskFull, this::stopIfAskedWithoutSaving);
    this.pace = new Pace(config);
    PeakMemory.reset();
    room.until(checkpoints::prepare);
    var newest = checkpoints.newest(listener::warning);
    this.threads =
        newest.map(c -> c.manifest().threads()).orElse(threads(spec.train(), options.threads()));
    Torch.threads(threads);
    this.task = Task.open(spec, options);
    newest.ifPresentOrElse(this::restore, () -> spec.from().ifPresent(this::beginWith));
    task.keepEvaluation(EvaluationParts.in(checkpoints.evaluation(), listener::warning));
    this.epochs = new Epochs(task.trainImages(), config.batch());
    this.writer = new CheckpointWriter(checkpoints, task.model().hostCopy());
    room.until(() -> sink.truncate(step));
    task.warnings().forEach(listener::warning);
  }

  /**
   * Reads data and annotations, makes the model and takes up the newest whole checkpoint.
   *
   * @throws TrialException BAD_DATA, STORAGE or BAD_CONFIG, in one line
   */
  public static Trainer open(
      TrialSpec spec,
      TrainingOptions options,
      Checkpoints checkpoints,
      MetricSink sink,
      TrainingListener listener) {
    listener.progress(new Progress("loading", 0, spec.train().steps(), NONE, 0, NONE, NONE), false);
    try {
      return new Trainer(spec, options, checkpoints, sink, listener);
    } catch (EngineException | OutOfMemoryError e) {
      throw NativeFailure.of("making the model for " + batches(spec.train()), e);
    }
  }

  private static int threads(TrainConfig config, int given) {
    return config.threads() > 0 ? config.threads() : given;
  }

  private void beginWith(StartWeights first) {
    FirstWeights.load(first, task.weights()).ifPresent(listener::warning);
    task.model().begun();
  }

  private void restore(Checkpoints.Checkpoint checkpoint) {
    RunState state = checkpoint.manifest().state();
    task.model().restore(checkpoint.tensors());
    step = state.step();
    trainSeconds = state.trainSeconds();
    earlierPeakMib = state.peakMib();
    best = state.best();
    skipped = state.skipped();
  }

  /** Optimiser steps done so far. */
  public long step() {
    return step;
  }

  /** All tensors of the decoder; queries, neck and backbone are not counted. */
  public long decoderParameters() {
    return task.decoderParameters();
  }

  /**
   * Trains and evaluates to the end.
   *
   * @throws TrialException DIVERGED, BAD_DATA, STORAGE, OUT_OF_MEMORY, or CANCELLED after a
   *     checkpoint of the last step done
   */
  public TrialResult run() {
    if (evaluationDue()) {
      evaluate();
    }
    while (step < config.steps() && !stopsEarly()) {
      stopIfAsked();
      settleIfWritten();
      train(++step);
      if (checkpointDue()) {
        checkpoint();
      }
      if (evaluationDue()) {
        evaluate();
      }
    }
    room.until(writer::settle);
    listener.progress(progress("done"), false);
    return new TrialResult(
        step,
        task.decoderParameters(),
        last.ap(),
        last.ap50(),
        last.ap75(),
        last.top1(),
        trainSeconds,
        peakMib());
  }

  private void train(long s) {
    long began = System.nanoTime();
    double rate = LearningRate.at(config, s);
    StepResult result;
    double waited;
    try (Task.Step work = task.take(s)) {
      waited = Pace.secondsSince(began);
      skipped = skipped.withImages(work.replacedImages());
      task.model().beforeStep();
      result = work.run(rate);
    } catch (OutOfMemoryError e) {
      throw NativeFailure.of("step " + s + " with " + batches(config), e);
    } catch (TrialException e) {
      goOnWithout(s, e);
      return;
    }
    task.model().afterStep(s);
    trainSeconds += Pace.secondsSince(began);
    boolean logged = s == 1 || s % config.logEvery() == 0 || s == config.steps();
    pace.stepped(result.loss(), Pace.secondsSince(began), waited);
    if (logged) {
      record(pace.metrics(s, rate, result, skipped));
    }
    listener.progress(progress("training"), logged);
  }

  /** A step that diverged changes nothing; so many may be gone on from. */
  private void goOnWithout(long s, TrialException e) {
    if (e.failure() != Failure.DIVERGED) {
      throw e;
    }
    record(List.of(new Metric("loss", s, Double.NaN)));
    if (skipped.steps() == config.skippableSteps()) {
      room.until(sink::flush);
      throw e;
    }
    task.model().undoStep();
    skipped = skipped.withStep();
    record(List.of(new Metric("skipped_steps", s, skipped.steps())));
    listener.warning(
        "%s; skipped, %d of %d"
            .formatted(e.getMessage(), skipped.steps(), config.skippableSteps()));
    listener.progress(progress("training"), true);
  }

  private static String batches(TrainConfig c) {
    return "a batch of %d x 3 x %d x %d".formatted(c.batch(), c.size(), c.size());
  }

  private void record(List<Metric> metrics) {
    room.until(() -> sink.record(metrics));
  }

  private boolean checkpointDue() {
    int everyEpochs = config.keep().everyEpochs();
    return step % config.checkpointEvery() == 0
        || step == config.steps()
        || everyEpochs > 0 && epochs.end(everyEpochs, step)
        || config.keep().best() && evaluationDue();
  }

  private boolean evaluationDue() {
    boolean interval = config.evaluateEvery() > 0 && step > 0 && step % config.evaluateEvery() == 0;
    int every = config.evaluateEpochs();
    return interval || step == config.steps() || every > 0 && step > 0 && epochs.end(every, step);
  }

  /** Numbers first, so that none is missing at a checkpoint that counts. */
  private void checkpoint() {
    long began = System.nanoTime();
    room.until(sink::flush);
    room.until(writer::settle);
    writer.begin(
        new RunState(step, trainSeconds, peakMib(), threads, best, skipped),
        task.card().metadata(),
        Retention.of(config.keep(), best, epochs));
    pace.held(Pace.secondsSince(began));
  }

  /** What a write behind the steps' back threw ends the run here, or holds it while disks fill. */
  private void settleIfWritten() {
    if (writer.ended()) {
      room.until(writer::settle);
    }
  }

  private void diskFull(DiskFullException e) {
    if (!diskWasFull) {
      listener.warning(e.getMessage());
    }
    diskWasFull = true;
    listener.progress(progress(DISK_FULL), false);
  }

  /** A pure function of the weights: a run that goes on from this step does it again. */
  private void evaluate() {
    listener.progress(progress("evaluating"), false);
    last = evaluation();
    best = best.after(step, last.score(kind), config.stop().minGain());
    room.until(() -> sink.record(last));
    room.until(sink::flush);
    pace.paused();
    listener.progress(progress("training"), true);
  }

  private Evaluation evaluation() {
    try {
      return task.model().averaged(() -> task.evaluate(step, this::betweenBatches));
    } catch (StopAskedException e) {
      stopIfAsked(); // with the weights, no longer their averages, in place
      throw e;
    } catch (EngineException | OutOfMemoryError e) {
      throw NativeFailure.of("the evaluation at step " + step + " with " + batches(config), e);
    }
  }

  private void betweenBatches() {
    if (listener.cancelled()) {
      throw new StopAskedException();
    }
    listener.progress(progress("evaluating"), false);
  }

  /** Whether so many evaluations in a row brought nothing better that no more is tried. */
  private boolean stopsEarly() {
    int patience = config.stop().patience();
    boolean stops = patience > 0 && step > 0 && best.since() >= patience && best.seen() == step;
    if (stops) {
      listener.warning(
          "stopped early at step %d of %d: %d evaluations in a row were not better than that of step %d"
              .formatted(step, config.steps(), patience, best.step()));
    }
    return stops;
  }

  private void stopIfAsked() {
    if (listener.cancelled()) {
      if (step > 0) {
        checkpoint();
        room.until(writer::settle);
      }
      throw new TrialException(Failure.CANCELLED, "stopped at step " + step);
    }
  }

  private void stopIfAskedWithoutSaving() {
    if (listener.cancelled()) {
      throw new TrialException(
          Failure.CANCELLED,
          "stopped at step " + step + ", for whose checkpoint there is no space");
    }
  }

  private Progress progress(String phase) {
    return pace.progress(phase, step, last == null ? NONE : last.score(kind));
  }

  private double peakMib() {
    return Math.max(earlierPeakMib, PeakMemory.mib());
  }

  /**
   * Writes the weights by their released names.
   *
   * @throws TrialException STORAGE naming the file
   */
  public void saveModel(Path file) {
    room.until(() -> task.model().save(file, task.card()));
  }

  /** Runs a write of the caller's, waiting while its disk is full. */
  void whenThereIsRoom(Runnable write) {
    room.until(write);
  }

  @Override
  public void close() {
    writer.close();
    task.close();
  }
}
