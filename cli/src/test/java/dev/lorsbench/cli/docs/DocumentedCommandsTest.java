package dev.lorsbench.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.lorsbench.cli.Lors;
import dev.lorsbench.cli.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A documented example is a test. */
@Timeout(900)
class DocumentedCommandsTest {
  private static final Pattern ELLIPSIS = Pattern.compile("\\.{3}|…");
  @TempDir Path temp;

  private static List<Path> documents() throws IOException {
    Path root = Repository.root();
    try (Stream<Path> docs = Files.walk(root.resolve("docs"))) {
      Stream<Path> own =
          Stream.of("README.md", "CONTRIBUTING.md", "deploy/README.md").map(root::resolve);
      return Stream.concat(own, docs.filter(f -> f.toString().endsWith(".md")).sorted()).toList();
    }
  }

  private static List<CodeBlock> blocks() throws IOException {
    List<CodeBlock> all = new ArrayList<>();
    for (Path document : documents()) {
      all.addAll(CodeBlock.of(document));
    }
    return all;
  }

  private static Stream<DocumentedCommand> commands(String program) throws IOException {
    return blocks().stream()
        .flatMap(b -> b.commands().stream())
        .filter(c -> c.program().equals(program));
  }

  /** Whether or not it is run: no document shows an option or a command that does not exist. */
  @Test
  void everyCommandOfLorsParses() throws IOException {
    assertThat(commands("lors"))
        .hasSizeGreaterThan(15)
        .allSatisfy(
            c -> {
              String[] words =
                  c.words().stream()
                      .filter(w -> !ELLIPSIS.matcher(w).find())
                      .toArray(String[]::new);
              assertThatCode(() -> Lors.commandLine().parseArgs(words))
                  .as(c.toString())
                  .doesNotThrowAnyException();
            });
  }

  @Test
  void everyTargetOfMakeExists() throws IOException {
    List<String> makefile = Files.readAllLines(Repository.root().resolve("Makefile"));
    assertThat(commands("make"))
        .isNotEmpty()
        .allSatisfy(
            c ->
                assertThat(makefile)
                    .as(c.toString())
                    .anyMatch(
                        l ->
                            l.startsWith(c.words().get(0) + ":") || c.words().get(0).equals("-B")));
  }

  /** What other programs do cannot be tried by a test of this project, so each says why. */
  @Test
  void whatIsNotRunSaysWhy() throws IOException {
    assertThat(blocks())
        .filteredOn(b -> b.commands().stream().anyMatch(c -> !c.program().equals("lors")))
        .isNotEmpty()
        .allSatisfy(b -> assertThat(b.notRun()).as(b.file() + ":" + b.line()).isPresent());
  }

  /** Document by document, in their order, as somebody does who copies them line by line. */
  @Test
  void everyOtherCommandOfLorsRuns() throws Exception {
    int ran = 0;
    for (Path document : documents()) {
      List<CodeBlock> run =
          CodeBlock.of(document).stream().filter(b -> b.notRun().isEmpty()).toList();
      if (run.stream().anyMatch(b -> !b.commands().isEmpty())) {
        Path folder = temp.resolve(Repository.root().relativize(document).toString());
        try (Newcomer newcomer = Newcomer.in(Files.createDirectories(folder))) {
          for (CodeBlock block : run) {
            ran += newcomer.follow(block);
          }
        }
      }
    }
    assertThat(ran).isGreaterThan(10);
  }
}
