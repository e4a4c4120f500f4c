package dev.lorsbench.cli.plan;

import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.TrialException;
import dev.lorsbench.experiment.TrialSpec;
import dev.lorsbench.files.Trees;
import dev.lorsbench.workers.training.LocalRun;
import dev.lorsbench.workers.training.Progress;
import dev.lorsbench.workers.training.TrainingListener;
import dev.lorsbench.workers.training.TrainingOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A few real steps of one trial on this machine's CPU, in a folder that is removed after them. */
final class Calibration implements TrainingListener {
  private static final int WARM = 2;
  private static final int MEASURED = 5;

  private long first;
  private long last;
  private long step;

  private Calibration() {}

  /**
   * Trains some steps.
   *
   * @return the pace of all trials, by the work of a step of this one
   * @throws TrialException where the trial cannot be trained here
   */
  static Pace run(TrialSpec trial, TrialCost cost) {
    Calibration steps = new Calibration();
    int cores = Runtime.getRuntime().availableProcessors();
    Path folder = temporary();
    try {
      LocalRun.run(trial, folder.resolve("run"), TrainingOptions.cores(cores), steps);
    } catch (TrialException e) {
      if (e.failure() != Failure.CANCELLED) {
        throw e;
      }
    } finally {
      remove(folder);
    }
    double seconds = (steps.last - steps.first) / 1e9 / Math.max(1, steps.step - WARM);
    return Pace.rate(
        Pace.work(trial, cost) / seconds,
        "from %d steps of %s on this machine's %d cores"
            .formatted(steps.step - WARM, trial.name(), cores));
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("lors-calibration");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path folder) {
    try {
      Trees.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void progress(Progress p, boolean logged) {
    if (p.step() > step) {
      step = p.step();
      last = System.nanoTime();
      first = step <= WARM ? last : first;
    }
  }

  @Override
  public void warning(String line) {}

  @Override
  public boolean cancelled() {
    return step >= WARM + MEASURED;
  }
}
