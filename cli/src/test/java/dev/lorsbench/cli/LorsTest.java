package dev.lorsbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.experiment.ConfigException;
import dev.lorsbench.experiment.Failure;
import dev.lorsbench.experiment.TrialException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class LorsTest {
  private final StringWriter err = new StringWriter();

  @Command(name = "throws")
  static final class Throwing implements Callable<Integer> {
    private final Exception thrown;

    Throwing(Exception thrown) {
      this.thrown = thrown;
    }

    @Override
    public Integer call() throws Exception {
      throw thrown;
    }
  }

  record Case(Exception thrown, int code, String line) {}

  static List<Case> cases() {
    return List.of(
        new Case(new ConfigException("sweep.yaml:3: bad"), 2, "lors: sweep.yaml:3: bad"),
        new Case(new CliException("two\nlines"), 1, "lors: two; lines"),
        new Case(CliException.usage("no"), 2, "lors: no"),
        new Case(new TrialException(Failure.BAD_DATA, "a.png: bad"), 1, "lors: a.png: bad"),
        new Case(new NoSuchFileException("/x"), 1, "lors: /x does not exist"),
        new Case(
            new UncheckedIOException(new AccessDeniedException("/x")),
            1,
            "lors: no permission for /x"),
        new Case(new IOException("No space left"), 1, "lors: No space left"),
        new Case(new InterruptedException(), 130, ""),
        new Case(
            new IllegalStateException("x"),
            1,
            "lors: internal error: java.lang.IllegalStateException: x (LORS_DEBUG=1 shows where)"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyFailureIsOneLineAndACode(Case c) {
    CommandLine line = line();
    line.addSubcommand(new Throwing(c.thrown));
    line.getSubcommands().get("throws").setErr(new PrintWriter(err, true));
    assertThat(line.execute("throws")).isEqualTo(c.code);
    assertThat(err.toString().strip()).isEqualTo(c.line);
  }

  @Test
  void wrongUsageIsOneLineThatNamesTheHelp() {
    assertThat(line().execute("param")).isEqualTo(2);
    assertThat(err.toString()).startsWith("lors: ").contains("param").hasLineCount(1);
    assertThat(line().execute()).isEqualTo(2);
    assertThat(err.toString()).contains("lors: a command is missing (see lors --help)");
  }

  @Test
  void everyCommandHasADescriptionAndExamples() {
    line()
        .getSubcommands()
        .forEach(
            (name, command) -> {
              String usage = command.getUsageMessage(CommandLine.Help.Ansi.OFF);
              assertThat(command.getCommandSpec().usageMessage().description())
                  .as(name)
                  .isNotEmpty();
              if (!name.equals("help")) {
                assertThat(usage).as(name).contains("lors " + name + " ").contains("xample");
              }
            });
  }

  @Test
  void aCommandThatIsCalledComesAloneUnderItsOwnName() {
    Lors.commandLine()
        .getSubcommands()
        .forEach(
            (name, command) -> {
              CommandLine alone = Lors.commandLineFor(name, "x");
              if (!name.equals("help")) {
                assertThat(alone.getSubcommands()).containsOnlyKeys("help", name);
                Object user = command.getCommandSpec().userObject();
                assertThat(user.getClass().getAnnotation(Command.class).name()).isEqualTo(name);
              }
            });
    assertThat(Lors.commandLineFor("param").getSubcommands()).hasSizeGreaterThan(15);
  }

  private CommandLine line() {
    CommandLine line = Lors.commandLine();
    line.setErr(new PrintWriter(err, true));
    return line;
  }
}
