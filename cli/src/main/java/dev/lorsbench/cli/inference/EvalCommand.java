package dev.lorsbench.cli.inference;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.lorsbench.cli.CliException;
import dev.lorsbench.cli.evaluation.TrapLines;
import dev.lorsbench.cli.terminal.BarLine;
import dev.lorsbench.cli.terminal.Terminal;
import dev.lorsbench.coco.check.Traps;
import dev.lorsbench.coco.check.Traps.Trap;
import dev.lorsbench.coco.dataset.InstancesFile;
import dev.lorsbench.coco.eval.CocoResult;
import dev.lorsbench.coco.eval.Detections;
import dev.lorsbench.coco.eval.ResultJson;
import dev.lorsbench.coco.eval.Summary;
import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.experiment.TaskKind;
import dev.lorsbench.workers.data.Split;
import dev.lorsbench.workers.evaluation.EvaluationParts;
import dev.lorsbench.workers.evaluation.Evaluator;
import dev.lorsbench.workers.saved.SavedClassifier;
import dev.lorsbench.workers.saved.SavedDetector;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Evaluates a trained model on a split of a folder of images. */
@Command(
    name = "eval",
    description =
        "Evaluates a trained detector on a COCO-format folder (pycocotools' twelve lines), or a"
            + " classifier on one in CIFAR-10's binary layout (top-1).",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  lors eval runs/first --data bccd",
      "  lors eval runs/first/checkpoints/step-00000400.safetensors --data bccd --split test"
          + " --json",
      "  lors eval runs/first --data bccd --detections found.json",
      "  lors eval runs/first --data coco --parts found      killed and run again, it goes on",
      "  lors eval runs/first --data coco --parts found --share 2/4",
      "  lors eval runs/low --data cifar10-mini",
      "",
      "A detector's folder has SPLIT/ and annotations/instances_SPLIT.json, a classifier's has",
      "SPLIT_batch.bin and batches.meta.txt, with the categories that the model was trained on.",
      "Exit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted."
    })
public final class EvalCommand implements Callable<Integer> {
  @Mixin private SavedModelOptions saved;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "The folder of images.")
  private Path data;

  @Option(
      names = "--split",
      paramLabel = "NAME",
      description = "Which split; val, or test for a classifier, if not given.")
  private String split;

  @Option(
      names = "--detections",
      paramLabel = "FILE",
      description = "Also writes what was found, as a COCO results file.")
  private Path detections;

  @Mixin private PartsOptions parts;

  @Option(names = "--per-category", description = "Adds each category's AP to the JSON.")
  private boolean perCategory;

  @Option(names = "--json", description = "Prints one JSON object instead of lines.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    parts.check(detections != null);
    String folder = data.toAbsolutePath().normalize().toString();
    TaskKind task = saved.task();
    DataConfig usual = DataConfig.folder(folder, task);
    DataConfig asked = split == null ? usual : new DataConfig(folder, split, split, "");
    switch (task) {
      case DETECTION -> evaluateBoxes(asked);
      case CLASSIFICATION -> evaluateClasses(asked);
    }
    return 0;
  }

  private void evaluateClasses(DataConfig asked) {
    if (detections != null || perCategory || parts.asked()) {
      throw CliException.usage(
          "--detections, --parts and --per-category are for detectors; the checkpoint holds a"
              + " classifier");
    }
    try (SavedClassifier model = saved.openClassifier()) {
      ClassEvaluation found = ClassEvaluation.of(model, asked, saved.together(model.card()));
      PrintWriter out = spec.commandLine().getOut();
      out.println(json ? found.json() : found.text());
      out.flush();
    }
  }

  private void evaluateBoxes(DataConfig asked) {
    Split read = Split.val(asked);
    try (SavedDetector model = saved.open()) {
      SameCategories.require(read.dataset(), model.card().categories());
      List<Trap> traps = Traps.of(InstancesFile.read(read.dataset().file()));
      TrapLines.warn(traps, spec.commandLine().getErr());
      Evaluator evaluator = new Evaluator(read, saved.images(read.samples(), model.card()));
      BarLine bar =
          new BarLine(Terminal.stderr(), "evaluating", Math.max(1, read.samples().size()));
      if (parts.onlyShare()) {
        share(evaluator, model, bar);
      } else {
        print(result(evaluator, model, bar), evaluator, traps);
      }
    }
  }

  private CocoResult result(Evaluator evaluator, SavedDetector model, BarLine bar) {
    if (parts.asked()) {
      CocoResult result = evaluator.evaluate(model.detector(), bar, parts.parts(this::warn));
      bar.clear();
      return result;
    }
    Detections found = evaluator.detect(model.detector(), bar);
    bar.clear();
    if (detections != null) {
      found.write(detections);
    }
    return evaluator.measure(found);
  }

  private void share(Evaluator evaluator, SavedDetector model, BarLine bar) {
    EvaluationParts kept = parts.parts(this::warn);
    int there = evaluator.evaluateShare(model.detector(), bar, kept, parts.part(), parts.of());
    bar.clear();
    PrintWriter out = spec.commandLine().getOut();
    out.printf("share %d/%d: %d parts in %s%n", parts.part(), parts.of(), there, kept.folder());
    out.flush();
  }

  private void warn(String line) {
    spec.commandLine().getErr().println(line);
    spec.commandLine().getErr().flush();
  }

  private void print(CocoResult result, Evaluator evaluator, List<Trap> traps) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      String figures = ResultJson.of(result, evaluator.truth(), perCategory);
      JsonObject all = JsonParser.parseString(figures).getAsJsonObject();
      all.add("warnings", TrapLines.json(traps));
      out.println(new Gson().toJson(all));
    } else {
      out.print(Summary.of(result));
    }
    out.flush();
  }
}
