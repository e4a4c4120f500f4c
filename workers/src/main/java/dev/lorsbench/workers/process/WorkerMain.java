package dev.lorsbench.workers.process;

/** The entry of worker processes that a supervisor starts; configured by their environment. */
public final class WorkerMain {
  private WorkerMain() {}

  /** Works until asked to stop. Exit codes: 0 asked to stop, 1 failed, 75 to be replaced. */
  public static void main(String[] args) {
    int code = 1;
    try {
      code = new WorkerProcess(WorkerConfig.fromEnvironment(System.getenv())).run();
    } catch (RuntimeException e) {
      System.err.println("lors worker: " + e.getMessage());
    }
    System.exit(code);
  }
}
