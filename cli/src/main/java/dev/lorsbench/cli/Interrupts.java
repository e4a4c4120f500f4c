package dev.lorsbench.cli;

import java.util.concurrent.atomic.AtomicInteger;
import sun.misc.Signal;

/**
 * Ctrl-C and SIGTERM as an interrupt of one thread, which then ends what it started in order. A
 * second Ctrl-C ends the process at once; its children see that and end too.
 */
public final class Interrupts {
  private static final int TERMINATED = 143;
  private static final AtomicInteger CODE = new AtomicInteger();

  private Interrupts() {}

  /** Interrupts the calling thread on the first signal from now on. */
  public static void interruptThisThread() {
    Thread thread = Thread.currentThread();
    Signal.handle(new Signal("INT"), s -> signalled(thread, CliException.INTERRUPTED));
    Signal.handle(new Signal("TERM"), s -> signalled(thread, TERMINATED));
  }

  private static void signalled(Thread thread, int code) {
    if (!CODE.compareAndSet(0, code)) {
      Runtime.getRuntime().halt(code);
    }
    thread.interrupt();
  }

  /** The exit code that a signal asked for; 0 where there was none. */
  public static int code() {
    return CODE.get();
  }

  /** Whether SIGTERM came, as {@code lors down} sends it. */
  public static boolean terminated() {
    return CODE.get() == TERMINATED;
  }
}
