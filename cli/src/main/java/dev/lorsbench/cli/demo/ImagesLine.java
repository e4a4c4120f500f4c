package dev.lorsbench.cli.demo;

import dev.lorsbench.cli.terminal.Terminal;
import java.util.function.IntConsumer;

/** Shows on a terminal that can redraw how many images have been written. */
final class ImagesLine implements IntConsumer {
  private static final int BAR = 30;

  private final Terminal terminal;
  private final int all;
  private int shown = -1;

  ImagesLine(Terminal terminal, int all) {
    this.terminal = terminal;
    this.all = all;
  }

  @Override
  public synchronized void accept(int written) {
    int full = BAR * written / all;
    if (!terminal.live() || full == shown) {
      return;
    }
    shown = full;
    String bar = terminal.cyan("█".repeat(full)) + terminal.faint("░".repeat(BAR - full));
    terminal.out().print("\r\u001b[Kwriting images " + bar + " " + written + "/" + all);
    terminal.out().flush();
  }

  synchronized void clear() {
    if (terminal.live()) {
      terminal.out().print("\r\u001b[K");
      terminal.out().flush();
    }
  }
}
