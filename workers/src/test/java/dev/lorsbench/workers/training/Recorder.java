package dev.lorsbench.workers.training;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;

/** Notes what a run says, and stops or crashes it after a step. */
public final class Recorder implements TrainingListener {
  private final List<String> warnings = new ArrayList<>();
  private final LongPredicate stop;
  private final LongPredicate crash;
  private long step;

  private Recorder(LongPredicate stop, LongPredicate crash) {
    this.stop = stop;
    this.crash = crash;
  }

  /** Lets the run go to its end. */
  public static Recorder patient() {
    return new Recorder(s -> false, s -> false);
  }

  /** Asks the run to stop after the step. */
  static Recorder stoppingAt(long at) {
    return new Recorder(s -> s >= at, s -> false);
  }

  /** Throws out of the run after the step, before anything else can be written. */
  static Recorder crashingAt(long at) {
    return new Recorder(s -> false, s -> s >= at);
  }

  List<String> warnings() {
    return warnings;
  }

  /** The last step that was told of. */
  long step() {
    return step;
  }

  @Override
  public void progress(Progress progress, boolean logged) {
    step = progress.step();
    if (crash.test(step)) {
      throw new CrashException();
    }
  }

  @Override
  public void warning(String line) {
    warnings.add(line);
  }

  @Override
  public boolean cancelled() {
    return stop.test(step);
  }

  /** Stands for the end of the process. */
  static final class CrashException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
