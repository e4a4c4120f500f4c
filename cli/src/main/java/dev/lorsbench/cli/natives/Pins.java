package dev.lorsbench.cli.natives;

import dev.lorsbench.cli.fetch.Checksum;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The wheels that make up the libraries for CUDA, read from the one place that names them. */
final class Pins {
  /** What the folder of the libraries is called. */
  static final String NAME = "torch-2.7.1-cu126";

  private Pins() {}

  /** For Linux on x86-64. */
  static List<Wheel> linux() {
    try (InputStream lines = Pins.class.getResourceAsStream(NAME + ".txt")) {
      return parse(new String(lines.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A line a wheel: SHA-256, bytes, the folder that is taken, the URL. */
  static List<Wheel> parse(String text) {
    return text.lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.split(" "))
        .map(w -> new Wheel(new Checksum(w[0]), Long.parseLong(w[1]), w[2], w[3]))
        .toList();
  }
}
