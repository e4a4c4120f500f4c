package dev.lorsbench.cli.verify;

import dev.lorsbench.cli.CliException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares this build's numbers with golden ones. */
@Command(
    name = "verify",
    description = {
      "Runs golden cases and compares the results with the numbers that the released code printed.",
      "One line a case: its worst deviation in each group beside the tolerance that the case sets."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:every case passed", "1:a case failed, or there is none", "2:wrong usage"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  lors verify golden",
      "  lors verify golden/decoder --filter '*lors*' --json",
    })
public final class VerifyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "A folder of golden cases, or one case.")
  private Path folder;

  @Option(names = "--json", description = "Prints one JSON object instead of lines.")
  private boolean json;

  @Option(
      names = "--filter",
      paramLabel = "GLOB",
      description = "Runs the cases whose name matches; * is any text, ? one character.")
  private String filter;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    List<Verdict> verdicts = new ArrayList<>();
    for (VerifyCase one : chosen()) {
      Verdict verdict = one.run();
      verdicts.add(verdict);
      if (!json) {
        out.println(verdict.line());
        out.flush();
      }
    }
    long passed = verdicts.stream().filter(Verdict::passed).count();
    long failed = verdicts.size() - passed;
    out.println(json ? VerdictJson.of(verdicts) : passed + " passed, " + failed + " failed");
    out.flush();
    return failed == 0 ? 0 : CliException.FAILED;
  }

  private List<VerifyCase> chosen() throws IOException {
    List<VerifyCase> all = Discovery.in(folder);
    if (filter == null) {
      return all;
    }
    Pattern pattern = glob(filter);
    List<VerifyCase> chosen =
        all.stream().filter(c -> pattern.matcher(c.name()).matches()).toList();
    if (chosen.isEmpty()) {
      throw new CliException(
          "none of the " + all.size() + " cases in " + folder + " matches " + filter);
    }
    return chosen;
  }

  private static Pattern glob(String glob) {
    StringBuilder regex = new StringBuilder();
    for (char c : glob.toCharArray()) {
      regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
    }
    return Pattern.compile(regex.toString());
  }
}
