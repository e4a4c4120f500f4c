package dev.lorsbench.cli.evaluation;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.lorsbench.cli.CliException;
import dev.lorsbench.cli.evaluation.CompareOptions.Compared;
import dev.lorsbench.cli.terminal.Format;
import dev.lorsbench.cli.terminal.Table;
import dev.lorsbench.cli.terminal.Terminal;
import dev.lorsbench.coco.check.Traps;
import dev.lorsbench.coco.check.Traps.Trap;
import dev.lorsbench.coco.dataset.InstancesFile;
import dev.lorsbench.coco.eval.CategoryResult;
import dev.lorsbench.coco.eval.CocoEvaluator;
import dev.lorsbench.coco.eval.CocoResult;
import dev.lorsbench.coco.eval.Detections;
import dev.lorsbench.coco.eval.GroundTruth;
import dev.lorsbench.coco.eval.ResultJson;
import dev.lorsbench.coco.eval.Settings;
import dev.lorsbench.coco.eval.Summary;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Evaluates a COCO results file. */
@Command(
    name = "cocoeval",
    description = "Evaluates boxes as pycocotools does, to the last digit.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  lors cocoeval instances_val2017.json detections.json",
      "  lors cocoeval gt.json.gz dt.json.gz --per-category --threads 4",
      "  lors cocoeval gt.json dt.json --json",
      "  lors cocoeval gt.json dt.json --errors --curves curves.json --confusion confusion.json",
      "  lors cocoeval gt.json --compare before.json after.json --resamples 1000 --seed 0",
      "",
      "Both files may be gzipped. --json prints stats, the twelve with all their digits, -1 where",
      "undefined; with --per-category also per_category (category_id, name, AP, AP50, AP75), with",
      "--errors also errors. --compare draws images with replacement, as many as there are, and",
      "takes the AP of both on each draw; p is two-sided."
    })
public final class CocoEvalCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "GT.json", description = "COCO instances file.")
  private Path truth;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "DT.json",
      description = "COCO results file; left out with --compare.")
  private Path detections;

  @Option(names = "--json", description = "Prints one JSON object instead of the twelve lines.")
  private boolean json;

  @Option(names = "--per-category", description = "Adds AP, AP50 and AP75 of each category.")
  private boolean perCategory;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads; the result is the same on any number. All cores if not given.")
  private int threads = Math.min(16, Runtime.getRuntime().availableProcessors());

  @Mixin private AnalysisOptions analysis;

  @Mixin private CompareOptions comparison;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (threads < 1 || threads > 1024) {
      throw CliException.usage("--threads is " + threads + "; allowed is 1 to 1024");
    }
    if (comparison.asked() == (detections != null)) {
      throw new ParameterException(
          spec.commandLine(), "give either a results file DT.json or --compare with two of them");
    }
    if (comparison.asked() && (analysis.asked() || perCategory)) {
      throw new ParameterException(
          spec.commandLine(),
          "--compare goes with none of --errors, --curves, --confusion and --per-category");
    }
    PrintWriter out = spec.commandLine().getOut();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      if (comparison.asked()) {
        compare(out, pool);
      } else {
        evaluate(out, pool);
      }
    } finally {
      pool.shutdownNow();
    }
    out.flush();
    return 0;
  }

  private void compare(PrintWriter out, ExecutorService pool) {
    Compared found = comparison.compare(truth, threads, pool);
    TrapLines.warn(found.traps(), spec.commandLine().getErr());
    if (json) {
      JsonObject all = ComparedTables.json(found.comparison());
      all.add("warnings", TrapLines.json(found.traps()));
      out.println(new Gson().toJson(all));
    } else {
      ComparedTables.lines(found.comparison()).forEach(out::println);
    }
  }

  private void evaluate(PrintWriter out, ExecutorService pool) {
    Future<InstancesFile> reading = pool.submit(() -> InstancesFile.read(truth));
    GivenDetections given = GivenDetections.read(detections, pool);
    InstancesFile instances = GroundTruth.waited(reading);
    Detections found = given.of(instances);
    Future<List<Trap>> checking = pool.submit(() -> traps(instances, found));
    GroundTruth read = GroundTruth.of(instances);
    CocoResult result = CocoEvaluator.evaluate(read, found, Settings.coco(), pool);
    ErrorTables errors = analysis.run(instances, read, found, result, threads);
    List<Trap> traps = GroundTruth.waited(checking);
    TrapLines.warn(traps, spec.commandLine().getErr());
    if (json) {
      out.println(json(ResultJson.of(result, read, perCategory), errors, traps));
      return;
    }
    out.print(Summary.of(result));
    if (perCategory) {
      out.println();
      table(result, read).forEach(out::println);
    }
    if (errors != null) {
      out.println();
      errors.lines().forEach(out::println);
    }
  }

  private List<Trap> traps(InstancesFile instances, Detections found) {
    List<Trap> all = new ArrayList<>(Traps.of(instances));
    all.addAll(Traps.of(detections, found, instances));
    return all;
  }

  private static String json(String result, ErrorTables errors, List<Trap> traps) {
    JsonObject all = JsonParser.parseString(result).getAsJsonObject();
    if (errors != null) {
      all.add("errors", errors.json());
    }
    all.add("warnings", TrapLines.json(traps));
    return new Gson().toJson(all);
  }

  private static List<String> table(CocoResult result, GroundTruth truth) {
    Table table = new Table(">id", "category", ">AP", ">AP50", ">AP75");
    for (CategoryResult category : result.perCategory()) {
      table.row(
          String.valueOf(truth.categoryKey(category.categoryId())),
          truth.categoryName(category.categoryId()),
          Format.ap(category.ap()),
          Format.ap(category.ap50()),
          Format.ap(category.ap75()));
    }
    return table.lines(Terminal.stdout());
  }
}
