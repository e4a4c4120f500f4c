package dev.lorsbench.cli.bench;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonSyntaxException;
import dev.lorsbench.cli.CliException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a program that measures said: the JSON object of its last line. */
record Measured(JsonObject json) {
  /**
   * Runs a program to its end.
   *
   * @throws CliException with its last line of errors, where it fails or measures nothing
   */
  static Measured by(ProcessBuilder program) {
    String name = Path.of(program.command().get(0)).getFileName().toString();
    try {
      Path errors = Files.createTempFile("lors-bench", ".log");
      try {
        Process process = program.redirectError(errors.toFile()).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
          throw new CliException("%s failed: %s".formatted(name, last(Files.readString(errors))));
        }
        return new Measured(JsonParser.parseString(last(said)).getAsJsonObject());
      } finally {
        Files.deleteIfExists(errors);
      }
    } catch (IOException | JsonSyntaxException | IllegalStateException e) {
      throw new CliException("%s measured nothing: %s".formatted(name, e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException("interrupted", e);
    }
  }

  private static String last(String text) {
    List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
    return lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
  }

  /** Milliseconds. */
  double median() {
    return json.get("median").getAsDouble();
  }

  /** Largest resident memory, MiB; NaN where the system does not tell. */
  double peakMib() {
    return json.has("peak_mib") ? json.get("peak_mib").getAsDouble() : Double.NaN;
  }

  /** Percent of the time that is not spent in native operators; only ours tell. */
  double outsidePercent() {
    return json.get("outside_percent").getAsDouble();
  }
}
