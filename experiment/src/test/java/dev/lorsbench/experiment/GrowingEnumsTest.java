package dev.lorsbench.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A task, a search method or a stopping rule that comes later must not run as one that was there:
 * where they part, a switch without default lets the compiler find every place. Whoever asks for
 * one of them alone says so by {@code !=} or a method of the enum.
 */
class GrowingEnumsTest {
  private static final Pattern TWO_WAYS =
      Pattern.compile(
          "== (TaskKind|SearchMethod|StoppingRule\\.Kind|Kind)\\.\\w+\\s*(\\?|\\)\\s*\\{)");
  // Kinds of other things bear the name too.
  private static final Pattern GROWING = Pattern.compile("TaskKind|SearchMethod|StoppingRule");

  @Test
  void noneOfThemPartsInTwoWays() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : sources()) {
      String text = Files.readString(file);
      Matcher two = TWO_WAYS.matcher(text);
      while (two.find()) {
        boolean kind = two.group(1).equals("Kind") && !GROWING.matcher(file.toString()).find();
        if (!kind) {
          found.add(file + ":" + text.substring(0, two.start()).lines().count());
        }
      }
    }
    assertThat(found).isEmpty();
  }

  private static List<Path> sources() throws IOException {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("mvnw"))) {
      root = root.getParent();
    }
    List<Path> all = new ArrayList<>();
    try (Stream<Path> modules = Files.list(root)) {
      for (Path main : modules.map(m -> m.resolve("src/main/java")).toList()) {
        if (Files.isDirectory(main)) {
          try (Stream<Path> files = Files.walk(main)) {
            files.filter(f -> f.toString().endsWith(".java")).forEach(all::add);
          }
        }
      }
    }
    assertThat(all).hasSizeGreaterThan(100);
    return all;
  }
}
