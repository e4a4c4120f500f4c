package dev.lorsbench.cli.train;

/** When a training is killed. */
enum Moment {
  /** While a checkpoint's tensors are half written. */
  CHECKPOINT("while a checkpoint is written"),
  /** Between the first and the last image of an evaluation. */
  EVALUATION("during an evaluation"),
  /** Anywhere. */
  RANDOM("at a random moment");

  private final String words;

  Moment(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
