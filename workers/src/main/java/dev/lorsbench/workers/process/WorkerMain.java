package dev.lorsbench.workers.process;

import dev.lorsbench.files.Printable;

/** The entry of worker processes that a supervisor starts; configured by their environment. */
public final class WorkerMain {
  private WorkerMain() {}

  /** Works until asked to stop. Exit codes: 0 asked to stop, 1 failed, 75 to be replaced. */
  public static void main(String[] args) {
    int code = 1;
    Thread.setDefaultUncaughtExceptionHandler(WorkerMain::lost);
    try {
      code = new WorkerProcess(WorkerConfig.fromEnvironment(System.getenv())).run();
    } catch (RuntimeException | Error e) {
      System.err.println("lors worker: " + Printable.text(String.valueOf(e.getMessage())));
    }
    System.exit(code);
  }

  /**
   * The attempt's thread tells of exhausted memory; where another met it, nothing can be relied on.
   */
  private static void lost(Thread thread, Throwable e) {
    System.err.println("lors worker: " + Printable.text(thread.getName() + ": " + e));
    if (e instanceof OutOfMemoryError) {
      Runtime.getRuntime().halt(WorkerProcess.REPLACE);
    }
  }
}
