package dev.lorsbench.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names from files cannot move the cursor, turn text or forge a line. */
class TerminalEscapesTest {
  private static final String UNSAFE =
      "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069"
          + "\\ufeff\\ufdd0-\\ufdef]";

  @TempDir Path folder;

  private static void safe(Lors run) {
    assertThat(run.shown()).isNotEmpty();
    assertThat(run.shown().replace(System.lineSeparator(), "\n")).doesNotContainPattern(UNSAFE);
  }

  @ParameterizedTest
  @CsvSource({
    "data check, cat-ansi",
    "data check, cat-nl",
    "data check, fn-ansi",
    "data stats, cat-ansi",
    "data stats, cat-nl",
    "data stats, fn-ansi"
  })
  void tablesOfDataAreEscaped(String command, String set) {
    Path given = Lors.given("08-terminal-escapes").resolve(set);
    Lors run = Lors.run(command.split(" ")[0], command.split(" ")[1], given);
    safe(run);
    assertThat(run.shown().lines()).noneMatch(line -> line.startsWith("lors: fake"));
  }

  @Test
  void aSweepsKeyIsEscaped() {
    Path file = Lors.given("08-terminal-escapes").resolve("ansi-key.yaml");
    Lors run = Lors.run("plan", file, "--data", folder);
    safe(run);
    assertThat(run.err()).contains("unknown key \\u001b[31mevil\\u001b[0m");
    assertThat(run.code()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\e[31m", "\\x9b31m", "\\r", "\\n", "\\u202e", "\\u2066", "\\uFEFF"})
  void whateverAValueHolds(String text) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("s.yaml"),
            "name: \"a%s\"\ndata: {folder: \"b%s\"}\nmodel%s: 3\n".formatted(text, text, text));
    Lors run = Lors.run("plan", file);
    safe(run);
    assertThat(run.shown().lines()).hasSize(1);
  }

  @Test
  void whatTheCommandLineHolds() {
    for (String text : new String[] {"\u001b[2J", "\u009b2J", "a\nlors: forged", "\u202egnp"}) {
      Lors run = Lors.run("plan", "/none/" + text);
      safe(run);
      assertThat(run.shown().lines()).hasSize(1);
      safe(Lors.run("data", "check", "/none/" + text));
      safe(Lors.run(text));
      safe(Lors.run("plan", "--none" + text));
    }
  }

  @Test
  void longNamesAreShortened() throws IOException {
    String name = "x".repeat(10_000);
    Path file =
        Files.writeString(
            folder.resolve("long.yaml"),
            "? "
                + name
                + "\n: 1\nname: n\ntrain: {steps: 1}\ntrials: [{name: a, model: lors-tiny}]\n");
    Lors run = Lors.run("plan", file, "--data", folder);
    assertThat(run.err()).contains("xxx...xxx").hasSizeLessThan(1000);
    file = Files.writeString(folder.resolve("value.yaml"), "name: [" + name + "]\n");
    assertThat(Lors.run("plan", file).err()).hasSizeLessThan(1000);
  }
}
