package dev.lorsbench.workers.training;

/** Watches a run and may stop it. Called by the training thread; must return at once. */
public interface TrainingListener {
  /** A step was done; {@code logged} where its numbers are new. */
  void progress(Progress progress, boolean logged);

  /** Something that a user should know and that does not end the run; one line. */
  void warning(String line);

  /** Whether to end with the result that there is: asked before each step. */
  default boolean finishes() {
    return false;
  }

  /** Whether to stop: asked before each step and each batch of an evaluation. */
  boolean cancelled();
}
