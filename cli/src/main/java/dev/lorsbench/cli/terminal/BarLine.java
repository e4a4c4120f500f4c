package dev.lorsbench.cli.terminal;

import java.util.function.IntConsumer;

/** A bar on a terminal that can redraw: how many of all are done. Elsewhere nothing. */
public final class BarLine implements IntConsumer {
  private static final int BAR = 30;

  private final Terminal terminal;
  private final String what;
  private final int all;
  private int shown = -1;

  /** A bar for {@code all} things, at least 1; {@code what} is done to them. */
  public BarLine(Terminal terminal, String what, int all) {
    this.what = what;
    this.terminal = terminal;
    this.all = all;
  }

  @Override
  public synchronized void accept(int done) {
    int full = BAR * done / all;
    if (!terminal.live() || full == shown) {
      return;
    }
    shown = full;
    String bar = terminal.cyan("█".repeat(full)) + terminal.faint("░".repeat(BAR - full));
    terminal.out().print(Terminal.CLEAR_LINE + what + " " + bar + " " + done + "/" + all);
    terminal.out().flush();
  }

  /** Leaves nothing of it. */
  public synchronized void clear() {
    if (terminal.live()) {
      terminal.out().print(Terminal.CLEAR_LINE);
      terminal.out().flush();
    }
  }
}
