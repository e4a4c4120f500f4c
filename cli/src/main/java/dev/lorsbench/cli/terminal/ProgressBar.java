package dev.lorsbench.cli.terminal;

import java.util.Locale;

/**
 * How much of an amount is done, as a bar that is redrawn in place; silent where the stream is no
 * terminal. May be told by any thread; the largest number counts.
 */
public final class ProgressBar implements AutoCloseable {
  private static final int WIDTH = 30;

  private final Terminal terminal;
  private final String what;
  private long most;
  private int shown = -1;

  /**
   * A bar that shows nothing yet.
   *
   * @param what {@code writing images}
   */
  public ProgressBar(Terminal terminal, String what) {
    this.terminal = terminal;
    this.what = what;
  }

  /**
   * Says how far it is.
   *
   * @param all what counts as done
   */
  public synchronized void show(long done, long all) {
    most = Math.max(most, done);
    int full = all <= 0 ? WIDTH : (int) Math.min(WIDTH, WIDTH * most / all);
    if (!terminal.live() || full == shown) {
      return;
    }
    shown = full;
    String bar = terminal.cyan("█".repeat(full)) + terminal.faint("░".repeat(WIDTH - full));
    terminal
        .out()
        .print(
            Terminal.CLEAR_LINE
                + String.format(Locale.ROOT, "%s %s %,d/%,d", what, bar, most, all));
    terminal.out().flush();
  }

  /** Takes the bar off the screen. */
  @Override
  public synchronized void close() {
    if (terminal.live()) {
      terminal.out().print(Terminal.CLEAR_LINE);
      terminal.out().flush();
    }
  }
}
