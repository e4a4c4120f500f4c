package dev.lorsbench.cli.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of code in a Markdown file: lines indented by four spaces, or fenced.
 *
 * @param file the document
 * @param line of its first line, from 1
 * @param lines without their indentation
 * @param notRun why the tests do not run its commands, if the document says so above it, in a
 *     comment {@code <!-- not run by the tests: why -->}
 */
record CodeBlock(Path file, int line, List<String> lines, Optional<String> notRun) {
  private static final Pattern REASON =
      Pattern.compile("\\s*<!-- not run by the tests: (\\S.*\\S) -->\\s*");

  /** All blocks of a document, in their order. */
  static List<CodeBlock> of(Path file) throws IOException {
    Reading reading = new Reading(file);
    Files.readAllLines(file).forEach(reading::take);
    reading.end();
    return reading.blocks;
  }

  /** The commands in it: one a line, whatever follows them. */
  List<DocumentedCommand> commands() {
    List<DocumentedCommand> found = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      DocumentedCommand.of(this, line + i, lines.get(i)).ifPresent(found::add);
    }
    return found;
  }

  /** The state of reading one document. */
  private static final class Reading {
    private final Path file;
    private final List<CodeBlock> blocks = new ArrayList<>();
    private final List<String> open = new ArrayList<>();
    private Optional<String> reason = Optional.empty();
    private boolean fenced;
    private int at;

    Reading(Path file) {
      this.file = file;
    }

    void take(String line) {
      at++;
      if (line.strip().startsWith("```")) {
        end();
        fenced = !fenced;
      } else if (fenced || line.startsWith("    ")) {
        open.add(fenced ? line : line.substring(4));
      } else {
        prose(line);
      }
    }

    private void prose(String line) {
      end();
      Matcher comment = REASON.matcher(line);
      if (comment.matches()) {
        reason = Optional.of(comment.group(1));
      } else if (!line.isBlank()) {
        reason = Optional.empty();
      }
    }

    void end() {
      if (!open.isEmpty()) {
        blocks.add(new CodeBlock(file, at - open.size(), List.copyOf(open), reason));
        open.clear();
      }
    }
  }
}
