package dev.lorsbench.workers.training;

/**
 * The best evaluation of a run so far.
 *
 * @param step where it was, 0 before the first
 * @param ap in [0, 1], or -1 where undefined or before the first
 * @param since evaluations after it, none of which was better
 * @param seen the last step that was evaluated
 */
public record Best(long step, double ap, int since, long seen) {
  /** Before the first evaluation. */
  public static final Best NONE = new Best(0, -1, 0, 0);

  /**
   * After one more evaluation. A step that is evaluated again, as after a stop, counts once.
   *
   * @param gain by how much the AP must rise to be better
   */
  Best after(long at, double measured, double gain) {
    if (at <= seen) {
      return this;
    }
    return step == 0 || measured > ap + gain
        ? new Best(at, measured, 0, at)
        : new Best(step, ap, since + 1, at);
  }
}
