package dev.lorsbench.cli.inference;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.cli.terminal.BarLine;
import dev.lorsbench.cli.terminal.Terminal;
import dev.lorsbench.coco.dataset.CocoCategory;
import dev.lorsbench.coco.eval.CocoResult;
import dev.lorsbench.coco.eval.Detections;
import dev.lorsbench.coco.eval.ResultJson;
import dev.lorsbench.coco.eval.Summary;
import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.workers.data.Split;
import dev.lorsbench.workers.evaluation.Evaluator;
import dev.lorsbench.workers.saved.SavedDetector;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Evaluates a trained model on a split of a COCO folder. */
@Command(
    name = "eval",
    description = "Evaluates a trained model on a COCO-format folder: pycocotools' twelve lines.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  lors eval runs/first --data bccd",
      "  lors eval runs/first/checkpoints/step-00000400.safetensors --data bccd --split test"
          + " --json",
      "  lors eval runs/first --data bccd --detections found.json",
      "",
      "The folder has SPLIT/ and annotations/instances_SPLIT.json, with the categories that the",
      "model was trained on. Exit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted."
    })
public final class EvalCommand implements Callable<Integer> {
  @Mixin private SavedModelOptions saved;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "The COCO-format folder.")
  private Path data;

  @Option(
      names = "--split",
      paramLabel = "NAME",
      description = "Which split; ${DEFAULT-VALUE} if not given.")
  private String split = "val";

  @Option(
      names = "--detections",
      paramLabel = "FILE",
      description = "Also writes what was found, as a COCO results file.")
  private Path detections;

  @Option(names = "--per-category", description = "Adds each category's AP to the JSON.")
  private boolean perCategory;

  @Option(names = "--json", description = "Prints one JSON object instead of the twelve lines.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    String folder = data.toAbsolutePath().normalize().toString();
    Split read = Split.val(new DataConfig(folder, split, split, ""));
    try (SavedDetector model = saved.open()) {
      requireCategories(model.card().categories(), read);
      Evaluator evaluator = new Evaluator(read, saved.images(read.samples(), model.card()));
      BarLine bar =
          new BarLine(Terminal.stderr(), "evaluating", Math.max(1, read.samples().size()));
      Detections found = evaluator.detect(model.detector(), bar);
      bar.clear();
      if (detections != null) {
        found.write(detections);
      }
      print(evaluator.measure(found), evaluator);
    }
    return 0;
  }

  private void requireCategories(List<CocoCategory> known, Split read) {
    List<CocoCategory> given = read.dataset().categories();
    if (!known.equals(given)) {
      throw new CliException(
          "%s: its categories (%s) are not the model's (%s)"
              .formatted(read.dataset().file(), names(given), names(known)));
    }
  }

  private static String names(List<CocoCategory> categories) {
    int shown = 10;
    String first =
        categories.stream()
            .limit(shown)
            .map(c -> c.id() + " " + c.name())
            .collect(Collectors.joining(", "));
    return categories.size() > shown ? first + ", ... " + categories.size() + " in all" : first;
  }

  private void print(CocoResult result, Evaluator evaluator) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(ResultJson.of(result, evaluator.truth(), perCategory));
    } else {
      out.print(Summary.of(result));
    }
    out.flush();
  }
}
