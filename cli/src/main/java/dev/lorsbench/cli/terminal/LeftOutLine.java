package dev.lorsbench.cli.terminal;

import dev.lorsbench.files.Printable;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The line that counts and names files of which a command made nothing. */
public final class LeftOutLine {
  private static final int NAMED = 20;

  private LeftOutLine() {}

  /**
   * "left out 2 files (WHY): a, b"; of more than 20, the rest is counted.
   *
   * @param files at least one
   */
  public static String of(String why, List<Path> files) {
    String names =
        files.stream()
            .limit(NAMED)
            .map(file -> Printable.quote(file.toString(), 200))
            .collect(Collectors.joining(", "));
    int more = files.size() - NAMED;
    return "left out %,d %s (%s): %s%s"
        .formatted(
            files.size(),
            files.size() == 1 ? "file" : "files",
            why,
            names,
            more > 0 ? " and %,d more".formatted(more) : "");
  }
}
