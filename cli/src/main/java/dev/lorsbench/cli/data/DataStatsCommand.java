package dev.lorsbench.cli.data;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import dev.lorsbench.cli.CliException;
import dev.lorsbench.cli.evaluation.TrapLines;
import dev.lorsbench.coco.check.Traps;
import dev.lorsbench.coco.check.Traps.Trap;
import dev.lorsbench.coco.dataset.InstancesFile;
import dev.lorsbench.coco.files.WholeFile;
import dev.lorsbench.coco.stats.DatasetStats;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what a data set holds. */
@Command(
    name = "stats",
    description = "Shows how many objects of which category and size a data set holds.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  lors data stats photos",
      "  lors data stats photos --split train --png train.png",
      "  lors data stats instances_val2017.json --json",
      "",
      "Crowds are not counted as objects. A size is the square root of an object's area in pixels.",
      "--png draws the first split. --json prints an object with one entry a split."
    })
public final class DataStatsCommand implements Callable<Integer> {
  @Mixin private SplitOptions options;

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "Categories to show, most frequent first; ${DEFAULT-VALUE} if not given.")
  private int top = 40;

  @Option(names = "--png", paramLabel = "FILE", description = "Draws the histograms as a picture.")
  private Path png;

  @Option(names = "--json", description = "Prints one JSON object instead of bars.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (top < 1) {
      throw CliException.usage("--top is " + top + "; allowed is 1 or more");
    }
    Map<String, DatasetStats> all = new LinkedHashMap<>();
    List<Trap> traps = new ArrayList<>();
    options
        .files()
        .forEach(
            (split, file) -> {
              InstancesFile read = InstancesFile.read(file);
              all.put(split, DatasetStats.of(read));
              traps.addAll(Traps.of(read));
            });
    TrapLines.warn(traps, spec.commandLine().getErr());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      JsonObject report = new JsonObject();
      all.forEach((split, stats) -> report.add(split, new StatsReport(split, stats).json()));
      report.add("warnings", TrapLines.json(traps));
      out.println(new Gson().toJson(report));
    } else {
      all.forEach((split, stats) -> new StatsReport(split, stats).lines(top).forEach(out::println));
    }
    out.flush();
    if (png != null) {
      Map.Entry<String, DatasetStats> first = all.entrySet().iterator().next();
      StatsPicture picture = new StatsPicture(first.getKey(), first.getValue());
      WholeFile.write(png, picture::write);
    }
    return 0;
  }
}
