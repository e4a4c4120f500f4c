package dev.lorsbench.cli.evaluation;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.cli.terminal.Format;
import dev.lorsbench.cli.terminal.Table;
import dev.lorsbench.cli.terminal.Terminal;
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
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
      "",
      "Both files may be gzipped. --json prints stats, the twelve with all their digits, -1 where",
      "undefined; with --per-category also per_category (category_id, name, AP, AP50, AP75)."
    })
public final class CocoEvalCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "GT.json", description = "COCO instances file.")
  private Path truth;

  @Parameters(index = "1", paramLabel = "DT.json", description = "COCO results file.")
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

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (threads < 1 || threads > 1024) {
      throw CliException.usage("--threads is " + threads + "; allowed is 1 to 1024");
    }
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      return evaluate(pool);
    } finally {
      pool.shutdownNow();
    }
  }

  private int evaluate(ExecutorService pool) {
    Future<GroundTruth> reading = pool.submit(() -> GroundTruth.read(truth));
    Detections found = Detections.read(detections, pool);
    GroundTruth read = GroundTruth.from(reading);
    CocoResult result = CocoEvaluator.evaluate(read, found, Settings.coco(), pool);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(ResultJson.of(result, read, perCategory));
    } else {
      out.print(Summary.of(result));
      if (perCategory) {
        out.println();
        table(result, read).forEach(out::println);
      }
    }
    out.flush();
    return 0;
  }

  private static java.util.List<String> table(CocoResult result, GroundTruth truth) {
    Table table = new Table(">id", "category", ">AP", ">AP50", ">AP75");
    for (CategoryResult category : result.perCategory()) {
      table.row(
          Long.toString(category.categoryId()),
          truth.categoryName(category.categoryId()),
          Format.ap(category.ap()),
          Format.ap(category.ap50()),
          Format.ap(category.ap75()));
    }
    return table.lines(Terminal.stdout());
  }
}
