package dev.lorsbench.cli.embedded;

import dev.lorsbench.cli.terminal.Format;
import dev.lorsbench.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Says on a terminal what is being started, and forgets it again: the first line that stays is the
 * dashboard's.
 */
final class StartLine {
  private final Terminal terminal;
  private final List<String> took = new ArrayList<>();
  private final long began = System.nanoTime();

  StartLine(Terminal terminal) {
    this.terminal = terminal;
  }

  <T> T step(String what, Supplier<T> start) {
    long from = System.nanoTime();
    show("starting " + what + " ...");
    try {
      T started = start.get();
      took.add(what + " " + seconds(from));
      return started;
    } finally {
      show("");
    }
  }

  private void show(String text) {
    if (terminal.live()) {
      terminal.out().print(Terminal.CLEAR_LINE + terminal.faint(text));
      terminal.out().flush();
    }
  }

  String summary() {
    return "services started in " + seconds(began) + " (" + String.join(", ", took) + ")";
  }

  private static String seconds(long from) {
    return Format.number((System.nanoTime() - from) / 1e9, 1) + " s";
  }
}
