package dev.lorsbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** The help of every command there is, at 80 columns. */
class HelpTest {
  private static final int WIDTH = 80;

  private static Map<String, CommandLine> all() {
    Map<String, CommandLine> all = new TreeMap<>();
    collect(Lors.commandLine(), all);
    return all;
  }

  private static void collect(CommandLine line, Map<String, CommandLine> into) {
    line.setUsageHelpAutoWidth(false).setUsageHelpWidth(WIDTH);
    into.put(line.getCommandSpec().qualifiedName(), line);
    line.getSubcommands().values().forEach(sub -> collect(sub, into));
  }

  private static Stream<String> texts(CommandSpec spec) {
    Stream<String> own =
        Stream.of(
                spec.usageMessage().description(),
                spec.usageMessage().footer(),
                spec.usageMessage().header())
            .flatMap(Stream::of);
    Stream<String> arguments =
        Stream.<ArgSpec>concat(spec.options().stream(), spec.positionalParameters().stream())
            .filter(a -> !a.hidden())
            .flatMap(a -> Stream.of(a.description()));
    return Stream.concat(own, arguments);
  }

  @Test
  void noWordIsBroken() {
    List<String> broken = new ArrayList<>();
    all()
        .forEach(
            (name, line) -> {
              List<String> shown = List.of(line.getUsageMessage().split("\\s+"));
              texts(line.getCommandSpec())
                  .map(t -> t.replace("%n", "\n").replace("%%", "%"))
                  .flatMap(t -> Stream.of(t.strip().split("\\s+")))
                  .filter(word -> !word.contains("${") && !word.isEmpty())
                  .filter(word -> word.length() < 45 && !shown.contains(word))
                  .forEach(word -> broken.add(name + ": " + word));
            });
    assertThat(broken).isEmpty();
  }

  @Test
  void noLineIsLongerThanTheTerminal() {
    all()
        .forEach(
            (name, line) ->
                assertThat(line.getUsageMessage().lines().filter(l -> l.length() > WIDTH))
                    .as(name)
                    .isEmpty());
  }

  @Test
  void everyListHasWholeSentences() {
    all()
        .forEach(
            (name, line) ->
                assertThat(HelpLayout.sentence(line.getCommandSpec().usageMessage()))
                    .as(name)
                    .matches("[A-Z].*[.]"));
  }

  @Test
  void anExampleThatIsTooLongGoesOnAsAShellTakesIt() {
    String help = all().get("lors export").getUsageMessage();
    assertThat(help)
        .contains(
            "  lors export adamixer_r50.pth --format onnx --preset adamixer-r50-1x \\\n"
                + "      --out r50.onnx\n");
  }

  /** What writes a file or a folder is told where by {@code --out}. */
  @Test
  void whatIsWrittenIsNamedByOut() {
    all()
        .forEach(
            (name, line) ->
                assertThat(line.getCommandSpec().positionalParameters())
                    .as(name)
                    .filteredOn(p -> !p.hidden())
                    .noneMatch(p -> p.paramLabel().contains("OUT")));
  }
}
