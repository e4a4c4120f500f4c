package dev.lorsbench.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Rows in aligned columns; numbers stand to the right. */
public final class Table {
  private final List<String> heads;
  private final List<Boolean> right;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * A table with these heads.
   *
   * @param heads one a column; a leading {@code >} stands its column to the right
   */
  public Table(String... heads) {
    this.right = List.of(heads).stream().map(h -> h.startsWith(">")).toList();
    this.heads = List.of(heads).stream().map(h -> h.startsWith(">") ? h.substring(1) : h).toList();
  }

  /** Adds a row of as many cells as there are heads. */
  public void row(String... cells) {
    if (cells.length != heads.size()) {
      throw new IllegalArgumentException(
          "a row of " + cells.length + " cells in a table of " + heads.size() + " columns");
    }
    rows.add(Stream.of(cells).map(Sink::oneLine).toList());
  }

  /** The whole table as lines, heads in bold, with a rule below them. */
  public List<String> lines(Terminal terminal) {
    int[] widths = widths();
    List<String> lines = new ArrayList<>();
    lines.add(line(heads.stream().map(terminal::bold).toList(), widths));
    StringBuilder rule = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      rule.append(i == 0 ? "" : "  ").append("-".repeat(widths[i]));
    }
    lines.add(terminal.faint(rule.toString()));
    rows.forEach(row -> lines.add(line(row, widths)));
    return lines;
  }

  private int[] widths() {
    int[] widths = new int[heads.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Terminal.columns(heads.get(i));
      for (List<String> row : rows) {
        widths[i] = Math.max(widths[i], Terminal.columns(row.get(i)));
      }
    }
    return widths;
  }

  private String line(List<String> cells, int[] widths) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String pad = " ".repeat(widths[i] - Terminal.columns(cells.get(i)));
      text.append(i == 0 ? "" : "  ");
      text.append(right.get(i) ? pad + cells.get(i) : cells.get(i) + pad);
    }
    return text.toString().stripTrailing();
  }
}
