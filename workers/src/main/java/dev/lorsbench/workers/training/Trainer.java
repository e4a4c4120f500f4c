package dev.lorsbench.workers.training;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import dev.lorsbench.experiment.Evaluation;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.StartWeights;
import dev.lorsbench.experiment.TaskKind;
import dev.lorsbench.experiment.TrainConfig;
import dev.lorsbench.experiment.TrialException;
import dev.lorsbench.experiment.TrialResult;
import dev.lorsbench.experiment.TrialSpec;
import dev.lorsbench.models.torch.Torch;
import dev.lorsbench.workers.evaluation.EvaluationParts;
import java.nio.file.Path;
import java.util.function.Predicate;

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

  private final TrainConfig config;
  private final MetricSink metrics;
  private final TrainingListener listener;
  private final TaskKind kind;
  private final Task task;
  private final int threads;
  private long step;
  private double earlierPeakMib;
  private final TrialMemory memory;
  private final Pace pace;
  private final CheckpointWriter writer;
  private final StoragePatience storage;
  private final Agenda agenda;
  private final Steps steps;
  private final EarlyEnd end;
  private Best best = Best.NONE;
  private Evaluation last;
  private String waitedFor = "";

  private Trainer(
      TrialSpec spec,
      TrainingOptions options,
      Checkpoints checkpoints,
      MetricSink sink,
      TrainingListener listener,
      Predicate<Device> readsLate,
      TrialMemory memory) {
    this.config = spec.train();
    this.kind = spec.task();
    this.listener = listener;
    this.storage = new StoragePatience(this::waits, this::stopIfAskedWithoutSaving);
    this.metrics = new PatientSink(sink, storage);
    this.memory = memory;
    this.pace = new Pace(config, this::peakMib);
    this.end = new EarlyEnd(config, listener);
    storage.until(checkpoints::prepare);
    var newest = storage.read(() -> checkpoints.newest(listener::warning));
    this.threads =
        newest.map(c -> c.manifest().threads()).orElse(threads(spec.train(), options.threads()));
    Torch.threads(threads);
    this.task = Task.open(spec, options);
    task.keepEvaluation(EvaluationParts.in(checkpoints.evaluation(), listener::warning));
    this.agenda = new Agenda(config, new Epochs(task.trainImages(), config.batch()));
    boolean late = readsLate.test(task.weights().device());
    this.steps = new Steps(task, agenda, pace, metrics, listener, late);
    newest.ifPresentOrElse(this::restore, () -> spec.from().ifPresent(this::beginWith));
    this.writer = new CheckpointWriter(checkpoints, task.model().hostCopy());
    metrics.truncate(step);
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
    return open(spec, options, checkpoints, sink, listener, Device::isGpu);
  }

  /**
   * As {@link #open(TrialSpec, TrainingOptions, Checkpoints, MetricSink, TrainingListener)}.
   *
   * @param readsLate on which devices steps' losses stay until they are needed: what is fast on a
   *     GPU; on a CPU reading costs nothing, and a run that diverges ends at once
   */
  static Trainer open(
      TrialSpec spec,
      TrainingOptions options,
      Checkpoints checkpoints,
      MetricSink sink,
      TrainingListener listener,
      Predicate<Device> readsLate) {
    listener.progress(new Progress("loading", 0, spec.train().steps(), NONE, 0, NONE, NONE), false);
    TrialMemory memory = TrialMemory.begin();
    boolean opened = false;
    try {
      Trainer trainer = new Trainer(spec, options, checkpoints, sink, listener, readsLate, memory);
      opened = true;
      return trainer;
    } catch (EngineException | OutOfMemoryError e) {
      throw NativeFailure.of("making the model for " + Steps.batches(spec.train()), e);
    } finally {
      if (!opened) {
        memory.close();
      }
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
    earlierPeakMib = state.peakMib();
    best = state.best();
    steps.restore(state);
  }

  /** Optimiser steps done so far. */
  public long step() {
    return step;
  }

  /** How many images the data has to train on. */
  public int trainImages() {
    return task.trainImages();
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
    if (agenda.evaluates(step)) {
      evaluate();
    }
    while (step < config.steps() && !end.reached(step, best, steps.seconds())) {
      stopIfAsked();
      settleIfWritten();
      boolean logged = steps.take(++step);
      listener.progress(progress("training"), logged);
      if (agenda.keeps(step)) {
        checkpoint();
      }
      if (agenda.evaluates(step)) {
        evaluate();
      }
    }
    if (last == null || last.step() != step) {
      checkpoint(); // asked to end here: an attempt that goes on from it ends here too
      evaluate();
    } else if (!agenda.keeps(step)) {
      checkpoint(); // ended by its evaluation, and may be asked to go on
    }
    storage.until(writer::settle);
    listener.progress(progress("done"), false);
    return new TrialResult(
        step,
        task.decoderParameters(),
        last.ap(),
        last.ap50(),
        last.ap75(),
        last.top1(),
        steps.seconds(),
        peakMib());
  }

  /** Numbers first, so that none is missing at a checkpoint that counts. */
  private void checkpoint() {
    steps.read();
    long began = System.nanoTime();
    metrics.flush();
    storage.until(writer::settle);
    writer.begin(
        new RunState(step, steps.seconds(), peakMib(), threads, best, steps.skipped()),
        task.card().metadata(),
        agenda.retention(best));
    pace.held(Pace.secondsSince(began));
  }

  /**
   * What a write behind the steps' back threw ends the run here, or holds it while storage is full
   * or away.
   */
  private void settleIfWritten() {
    if (writer.ended()) {
      storage.until(writer::settle);
    }
  }

  private void waits(WaitingException e) {
    if (!waitedFor.equals(e.phase())) {
      listener.warning(e.getMessage());
    }
    waitedFor = e.phase();
    listener.progress(progress(e.phase()), false);
  }

  /** A pure function of the weights: a run that goes on from this step does it again. */
  private void evaluate() {
    steps.read();
    listener.progress(progress("evaluating"), false);
    last = evaluation();
    best = best.after(step, last.score(kind), config.stop().minGain());
    metrics.record(last);
    metrics.flush();
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
      throw NativeFailure.of(
          "the evaluation at step " + step + " with " + Steps.batches(config), e);
    }
  }

  private void betweenBatches() {
    if (listener.cancelled()) {
      throw new StopAskedException();
    }
    listener.progress(progress("evaluating"), false);
  }

  private void stopIfAsked() {
    if (listener.cancelled()) {
      if (step > 0) {
        checkpoint();
        storage.until(writer::settle);
      }
      throw new TrialException(Failure.CANCELLED, "stopped at step " + step);
    }
  }

  private void stopIfAskedWithoutSaving() {
    if (listener.cancelled()) {
      throw new TrialException(
          Failure.CANCELLED, "stopped at step %d while it waited (%s)".formatted(step, waitedFor));
    }
  }

  private Progress progress(String phase) {
    return pace.progress(phase, step, last == null ? NONE : last.score(kind));
  }

  private double peakMib() {
    return Math.max(earlierPeakMib, memory.peakMib());
  }

  /**
   * Writes the weights by their released names.
   *
   * @throws TrialException STORAGE naming the file
   */
  public void saveModel(Path file) {
    storage.until(() -> task.model().save(file, task.card()));
  }

  /** Runs a write of the caller's, waiting while storage is full or away. */
  public void whenThereIsRoom(Runnable write) {
    storage.until(write);
  }

  @Override
  public void close() {
    memory.close();
    writer.close();
    steps.close();
    task.close();
  }
}
