package dev.lorsbench.cli.verify;

import java.util.List;
import java.util.StringJoiner;

/**
 * What came of one case.
 *
 * @param deviations one a group
 * @param failures one line each: what could not be compared or is not equal
 */
public record Verdict(
    String name, String kind, List<Deviation> deviations, List<String> failures, double seconds) {
  /** Whether every group is within its tolerance and nothing else failed. */
  public boolean passed() {
    return failures.isEmpty() && deviations.stream().allMatch(Deviation::within);
  }

  /** One line for a terminal. */
  public String line() {
    StringJoiner line = new StringJoiner("  ");
    line.add("%-40s".formatted(name)).add(passed() ? "ok    " : "FAILED");
    deviations.forEach(d -> line.add(d.toString()));
    deviations.stream().filter(d -> !d.within()).forEach(d -> line.add("at " + d.where()));
    failures.stream().limit(3).forEach(line::add);
    if (failures.size() > 3) {
      line.add("and " + (failures.size() - 3) + " more");
    }
    return line.toString().replaceAll("\\s*\\R\\s*", "; ");
  }
}
