package dev.lorsbench.workers.training;

/** Leaves an evaluation whose run was asked to stop. */
final class StopAskedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StopAskedException() {
    super("asked to stop during an evaluation", null, false, false);
  }
}
