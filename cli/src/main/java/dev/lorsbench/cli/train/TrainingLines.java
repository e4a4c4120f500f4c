package dev.lorsbench.cli.train;

import dev.lorsbench.cli.terminal.Format;
import dev.lorsbench.cli.terminal.Terminal;
import dev.lorsbench.experiment.TaskKind;
import dev.lorsbench.workers.training.Progress;
import dev.lorsbench.workers.training.TrainingListener;

/** Shows a run as lines: one a logged step, one an evaluation. */
final class TrainingLines implements TrainingListener {
  private final Terminal terminal;
  private final boolean silent;
  private final String label;
  private volatile boolean cancelled;
  private String phase = "";

  TrainingLines(Terminal terminal, boolean silent, TaskKind task) {
    this.label = task.metric();
    this.terminal = terminal;
    this.silent = silent;
  }

  /** Asks the run to stop after its current step. */
  void cancel() {
    cancelled = true;
  }

  @Override
  public void progress(Progress p, boolean logged) {
    boolean changed = !p.phase().equals(phase);
    phase = p.phase();
    if (silent) {
      return;
    }
    if (phase.equals("training") && logged) {
      terminal.line(training(p));
    } else if (changed && phase.equals("evaluating")) {
      terminal.line("evaluating at step " + p.step());
    }
  }

  private String training(Progress p) {
    return "step %d/%d  loss %s  %s images/s  eta %s  %s %s"
        .formatted(
            p.step(),
            p.steps(),
            Format.number(p.loss(), 3),
            Format.number(p.imagesPerSecond(), 1),
            Format.duration(p.etaSeconds()),
            label,
            Format.ap(p.score()));
  }

  @Override
  public void warning(String line) {
    terminal.line("lors: " + line);
  }

  @Override
  public boolean cancelled() {
    return cancelled;
  }
}
