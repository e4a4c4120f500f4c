package dev.lorsbench.cli.terminal;

import java.util.List;

/** A block of lines at the end of a terminal that is drawn over itself. */
public final class LiveBlock {
  private final Terminal terminal;
  private int drawn;

  /** A block on a terminal that is {@link Terminal#live()}. */
  public LiveBlock(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Shows these lines in place of those shown before. */
  public void draw(List<String> lines) {
    StringBuilder text = new StringBuilder();
    if (drawn > 0) {
      text.append(Sink.ESCAPE).append('[').append(drawn).append('A');
    }
    text.append(Sink.RETURN).append(Sink.ESCAPE).append("[J");
    for (String line : lines) {
      text.append(cut(line)).append('\n');
    }
    terminal.out().print(text);
    terminal.out().flush();
    drawn = lines.size();
  }

  /** A line that wraps would make the block taller than it is known to be. */
  private String cut(String line) {
    return Terminal.columns(line) < terminal.width()
        ? line
        : Terminal.plain(line).substring(0, terminal.width() - 1);
  }

  /** Leaves what is shown and starts a new block below. */
  public void keep() {
    drawn = 0;
  }
}
