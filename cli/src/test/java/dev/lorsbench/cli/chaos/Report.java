package dev.lorsbench.cli.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a check found: a line a question, and one more for each thing that is not as it should. */
final class Report {
  private final List<String> lines = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  /** What a question's answer is. */
  void line(String question, String answer, Object... arguments) {
    lines.add("%-12s %s".formatted(question, answer.formatted(arguments)));
  }

  /** A line a kind. */
  void counts(String question, Map<String, Integer> counts) {
    counts.forEach((kind, count) -> line(question, "%3d  %s", count, kind));
  }

  /** Something that is not as it would be had nothing happened. */
  void problem(String what) {
    problems.add(what);
  }

  List<String> problems() {
    return problems;
  }

  /** All of it, ending with the problems. */
  @Override
  public String toString() {
    List<String> all = new ArrayList<>(lines);
    all.add("%-12s %d".formatted("problems", problems.size()));
    problems.forEach(problem -> all.add("  " + problem));
    return String.join(System.lineSeparator(), all);
  }
}
