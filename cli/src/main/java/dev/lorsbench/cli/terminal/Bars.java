package dev.lorsbench.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Horizontal bars of blocks, one a line, with label and number. */
public final class Bars {
  private static final String EIGHTHS = " ▏▎▍▌▋▊▉";

  private final List<String> labels = new ArrayList<>();
  private final List<Long> values = new ArrayList<>();

  /** Adds a bar. */
  public void add(String label, long value) {
    labels.add(Sink.oneLine(label));
    values.add(value);
  }

  /** The bars as lines, the longest as wide as there is room. */
  public List<String> lines(Terminal terminal) {
    int label = labels.stream().mapToInt(String::length).max().orElse(0);
    long most = values.stream().mapToLong(v -> v).max().orElse(0);
    int number = Format.count(most).length();
    int room = Math.max(10, Math.min(60, terminal.width() - label - number - 4));
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      String count = Format.count(values.get(i));
      String head = labels.get(i) + " ".repeat(label - labels.get(i).length());
      String bar = terminal.cyan(bar(values.get(i), most, room));
      lines.add(head + "  " + " ".repeat(number - count.length()) + count + "  " + bar);
    }
    return lines.stream().map(String::stripTrailing).toList();
  }

  /** What is not 0 has a sliver at least. */
  private static String bar(long value, long most, int room) {
    if (value == 0) {
      return "";
    }
    int eighths = (int) Math.max(1, Math.round(8.0 * room * value / most));
    String rest = eighths % 8 == 0 ? "" : EIGHTHS.substring(eighths % 8, eighths % 8 + 1);
    return "█".repeat(eighths / 8) + rest;
  }
}
