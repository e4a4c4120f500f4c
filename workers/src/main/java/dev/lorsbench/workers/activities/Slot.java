package dev.lorsbench.workers.activities;

/** One device slot of a worker process: who it is, what runs there, whether it is to end. */
public final class Slot {
  private final String worker;
  private final Runnable replace;
  private final Runnable abandon;
  private volatile String trial;
  private volatile boolean stopping;

  /**
   * A free slot.
   *
   * @param worker its name in the ledger
   * @param replace ends the process once the attempt is reported, so that a clean one takes over
   * @param abandon ends the process at once, whatever its threads do
   */
  public Slot(String worker, Runnable replace, Runnable abandon) {
    this.worker = worker;
    this.replace = replace;
    this.abandon = abandon;
  }

  /** The worker's name in the ledger. */
  public String worker() {
    return worker;
  }

  /** The trial that runs now, or null. */
  public String trial() {
    return trial;
  }

  /** Asks the attempt that runs to stop after its step. */
  public void stop() {
    stopping = true;
  }

  boolean stopping() {
    return stopping;
  }

  void took(String id) {
    trial = id;
  }

  void free() {
    trial = null;
  }

  void replace() {
    replace.run();
  }

  void abandon() {
    abandon.run();
  }
}
