package dev.lorsbench.cli.train;

import dev.lorsbench.cli.CliException;
import java.util.concurrent.CountDownLatch;

/**
 * Turns Ctrl-C and SIGTERM into an orderly stop: the run is asked to stop, the process waits until
 * it has, and ends with exit code 130.
 */
final class Interruption implements AutoCloseable {
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook;

  Interruption(TrainingLines lines) {
    hook =
        new Thread(
            () -> {
              lines.cancel();
              awaitEnd();
              Runtime.getRuntime().halt(CliException.INTERRUPTED);
            },
            "interruption");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void awaitEnd() {
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The run has ended; a signal from now on ends the process as usual. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException endingAlready) {
      return;
    } finally {
      ended.countDown();
    }
  }
}
