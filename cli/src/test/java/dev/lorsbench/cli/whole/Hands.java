package dev.lorsbench.cli.whole;

/** Steers one sweep and its trials, which are called by their names. */
interface Hands extends AutoCloseable {
  void pause();

  void resume();

  /** So many trials at once. */
  void parallelism(int atOnce);

  /** One trial more at once than now. */
  void more();

  /** One trial fewer at once than now. */
  void fewer();

  /** Priority before others': one less than now. */
  void sooner();

  /** Priority after others': one more than now. */
  void later();

  void stop(String trial);

  void retry(String trial);

  void cancel(String trial);

  /** Adds the trials of a sweep's YAML. */
  void add(String yaml);

  /** Every trial that succeeded goes on to so many steps. */
  void extend(int steps);

  /** One trial goes on to so many steps. */
  void extend(String trial, int steps);

  /** What failed, was cancelled or stopped early is queued again. */
  void retry();

  /** The whole sweep. */
  void cancel();

  @Override
  default void close() {}
}
