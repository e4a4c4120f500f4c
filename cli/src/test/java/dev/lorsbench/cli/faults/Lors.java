package dev.lorsbench.cli.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lorsbench.cli.terminal.Sink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
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
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        dev.lorsbench.cli.Lors.commandLine()
            .setOut(sink(out))
            .setErr(sink(err))
            .execute(Stream.of(words).map(String::valueOf).toArray(String[]::new));
    return new Lors(code, out.toString(UTF_8), err.toString(UTF_8));
  }

  private static PrintWriter sink(ByteArrayOutputStream bytes) {
    return Sink.writer(Sink.stream(new PrintStream(bytes, true, UTF_8)));
  }

  /** All that the run showed. */
  String shown() {
    return out + err;
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
