package dev.lorsbench.workers.training;

import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.TrialException;
import java.nio.file.Path;

/** A file could not be written for want of space; what it held before stands. */
final class DiskFullException extends TrialException {
  private static final long serialVersionUID = 1L;

  DiskFullException(Path file, Throwable cause) {
    super(Failure.STORAGE, "no space left to write " + file + "; free some and it goes on", cause);
  }
}
