package dev.lorsbench.cli.docs;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command that a document shows.
 *
 * @param program {@code lors}, {@code make}, {@code ./mvnw}, ...
 * @param words its arguments, without the comment behind them and without a redirection
 */
record DocumentedCommand(CodeBlock block, int line, String program, List<String> words) {
  private static final Pattern COMMAND =
      Pattern.compile(
          "\\s*(?:[A-Z_]+=\\S* )*(?:\\./)?(lors|make|mvnw|docker|kubectl|pip|python3?|sh|curl) (.+)");

  /** The command of a line, if it is one. */
  static Optional<DocumentedCommand> of(CodeBlock block, int line, String text) {
    Matcher found = COMMAND.matcher(text.replaceFirst("(^|\\s+)#.*$", "").stripTrailing());
    if (!found.matches()) {
      return Optional.empty();
    }
    String arguments = found.group(2).replaceFirst("\\s+[>|].*$", "").strip();
    return Optional.of(
        new DocumentedCommand(block, line, found.group(1), List.of(arguments.split("\\s+"))));
  }

  /** Where it stands, and its text. */
  @Override
  public String toString() {
    return "%s:%d: %s %s".formatted(block.file(), line, program, String.join(" ", words));
  }
}
