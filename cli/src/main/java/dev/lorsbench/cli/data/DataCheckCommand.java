package dev.lorsbench.cli.data;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.lorsbench.cli.CliException;
import dev.lorsbench.cli.terminal.ProgressBar;
import dev.lorsbench.cli.terminal.Table;
import dev.lorsbench.cli.terminal.Terminal;
import dev.lorsbench.coco.check.Finding;
import dev.lorsbench.coco.check.FolderCheck;
import dev.lorsbench.coco.check.FolderCheck.Depth;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says everything that is wrong with a COCO folder. */
@Command(
    name = "check",
    description =
        "Reads every annotation and decodes every image of a COCO folder, as training does; says"
            + " all that is wrong.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  lors data check photos",
      "  lors data check photos --split train --split test --json",
      "  lors data check photos --quick",
      "  lors data check instances_val2017.json",
      "",
      "An annotation file by itself is checked without its images.",
      "Exit code 1 if there is an error, 0 if there are warnings at most.",
      "--json prints errors, warnings and findings (severity, kind, split, subject, message)."
    })
public final class DataCheckCommand implements Callable<Integer> {
  @Mixin private SplitOptions options;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Findings to print; ${DEFAULT-VALUE} if not given. --json prints all.")
  private int limit = 50;

  @Option(
      names = "--quick",
      description = "Reads the images' headers only; damage behind them is not found.")
  private boolean quick;

  @Option(names = "--json", description = "Prints one JSON object instead of a table.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    List<Finding> findings = findings();
    long errors = findings.stream().filter(finding -> finding.kind().error()).count();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(new Gson().toJson(json(findings, errors)));
    } else {
      table(findings).forEach(out::println);
      out.printf(Locale.ROOT, "%d errors, %d warnings%n", errors, findings.size() - errors);
    }
    out.flush();
    return errors > 0 ? CliException.FAILED : 0;
  }

  private List<Finding> findings() {
    if (options.isFile()) {
      return FolderCheck.ofAnnotations(options.path);
    }
    if (!Files.isDirectory(options.path)) {
      throw CliException.usage(options.path + " is neither a folder nor a file");
    }
    List<String> splits = options.splits == null ? List.of("train", "val") : options.splits;
    Depth depth = quick ? Depth.HEADERS : Depth.PIXELS;
    try (ProgressBar bar = new ProgressBar(Terminal.stderr(), "reading images")) {
      return FolderCheck.of(options.path, depth, bar::show, splits.toArray(String[]::new));
    }
  }

  private List<String> table(List<Finding> findings) {
    if (findings.isEmpty()) {
      return List.of();
    }
    Table table = new Table("severity", "split", "subject", "finding");
    for (Finding finding : findings.subList(0, Math.min(limit, findings.size()))) {
      table.row(severity(finding), finding.split(), finding.subject(), finding.message());
    }
    return table.lines(Terminal.stdout());
  }

  private static JsonObject json(List<Finding> findings, long errors) {
    JsonArray all = new JsonArray();
    for (Finding finding : findings) {
      JsonObject one = new JsonObject();
      one.addProperty("severity", severity(finding));
      one.addProperty("kind", finding.kind().key());
      one.addProperty("split", finding.split());
      one.addProperty("subject", finding.subject());
      one.addProperty("message", finding.message());
      all.add(one);
    }
    JsonObject report = new JsonObject();
    report.addProperty("errors", errors);
    report.addProperty("warnings", findings.size() - errors);
    report.add("findings", all);
    return report;
  }

  private static String severity(Finding finding) {
    return finding.kind().error() ? "error" : "warning";
  }
}
