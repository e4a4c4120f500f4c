package dev.lorsbench.cli.faults;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * One run of the command line in this process.
 *
 * @param code the exit code
 * @param out what went to stdout
 * @param err what went to stderr
 */
record Lors(int code, String out, String err) {
  /** Runs the command. */
  static Lors run(Object... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        dev.lorsbench.cli.Lors.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(Stream.of(words).map(String::valueOf).toArray(String[]::new));
    return new Lors(code, out.toString(), err.toString());
  }

  /** A folder of the test resources under {@code faults}. */
  static Path given(String folder) {
    try {
      return Path.of(Lors.class.getResource("/faults/" + folder).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A copy of such a folder, for commands that write beside their input. */
  static Path copied(String folder, Path to) throws IOException {
    Path from = given(folder);
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        Path there = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(there);
        } else {
          Files.copy(path, there);
        }
      }
    }
    return to;
  }
}
