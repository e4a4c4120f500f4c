package dev.lorsbench.cli.inference;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.cli.terminal.BarLine;
import dev.lorsbench.cli.terminal.Json;
import dev.lorsbench.cli.terminal.Terminal;
import dev.lorsbench.coco.eval.Detections;
import dev.lorsbench.workers.data.EvaluationImages;
import dev.lorsbench.workers.data.Sample;
import dev.lorsbench.workers.evaluation.DetectionPass;
import dev.lorsbench.workers.saved.SavedClassifier;
import dev.lorsbench.workers.saved.SavedDetector;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a trained model on image files. */
@Command(
    name = "predict",
    description =
        "Detects objects in images: draws their boxes, and writes COCO results. With a classifier,"
            + " says what images show.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  lors predict runs/first bccd/test --out found",
      "  lors predict runs/first photo.jpg other.png --out found --threshold 0.5",
      "  lors predict runs/low photo.png --top 3 --json             a classifier's",
      "",
      "Of a detector, OUT gets NAME.png of each image, with the boxes whose score reaches the threshold;",
      "predictions.json, the 100 best boxes of each in the COCO results format; and images.json,",
      "which says which image_id is which file: the number that the file's name is, as COCO has"
          + " it,",
      "else its place in the command line. Of a classifier the likeliest classes are printed, as",
      "lines or as JSON, an array of image_id (place in the command line), file_name and top, a list",
      "of category_id, category and probability; OUT, if given, gets that as predictions.json.",
      "A bad image is named on stderr and left out; the exit code is then 1.",
      "Exit codes: 0 done, 1 failed, 2 wrong usage."
    })
public final class PredictCommand implements Callable<Integer> {
  private static final double THRESHOLD = 0.3;
  private static final int TOP = 5;

  @Mixin private SavedModelOptions saved;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "IMAGE",
      description = "Image files, or folders of them.")
  private List<Path> given;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Gets the results; a detector needs it.")
  private Path out;

  @Option(
      names = "--threshold",
      paramLabel = "SCORE",
      description = "Smallest score that is drawn, of a detector; 0.3 if not given.")
  private Double threshold;

  @Option(
      names = "--top",
      paramLabel = "K",
      description = "How many classes of an image, of a classifier; 5 if not given.")
  private Integer top;

  @Option(names = "--json", description = "Prints JSON: a summary, or a classifier's classes.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    return switch (saved.task()) {
      case DETECTION -> detect();
      case CLASSIFICATION -> classify();
    };
  }

  private int classify() throws IOException {
    if (threshold != null) {
      throw CliException.usage("--threshold is for detectors; the checkpoint holds a classifier");
    }
    int most = top == null ? TOP : top;
    if (most < 1) {
      throw CliException.usage("--top is " + most + "; allowed is 1 or more");
    }
    GivenImages images = GivenImages.inOrder(given);
    say(images.notes());
    say(images.bad());
    if (images.samples().isEmpty()) {
      return CliException.FAILED;
    }
    try (SavedClassifier model = saved.openClassifier()) {
      EvaluationImages seen = saved.readableImages(images.samples(), model.card());
      ClassPrediction found = ClassPrediction.of(model, seen, images.samples().size(), most);
      say(seen.leftOut().values());
      if (out != null) {
        Files.createDirectories(out);
        found.write(out.resolve("predictions.json"));
      }
      PrintWriter stdout = spec.commandLine().getOut();
      if (json) {
        stdout.println(found.json());
      } else {
        found.lines(Terminal.stdout()).forEach(stdout::println);
      }
      stdout.flush();
      return code(images.bad().size() + seen.leftOut().size());
    }
  }

  private int detect() throws IOException {
    checkDetection();
    GivenImages images = GivenImages.of(given);
    say(images.notes());
    say(images.bad());
    if (images.samples().isEmpty()) {
      return CliException.FAILED;
    }
    try (SavedDetector model = saved.open()) {
      Files.createDirectories(out);
      EvaluationImages seen = saved.readableImages(images.samples(), model.card());
      DetectionPass pass = new DetectionPass(model.card().categories(), seen);
      BarLine bar = new BarLine(Terminal.stderr(), "detecting", images.samples().size());
      Detections found = pass.run(model.detector(), bar);
      bar.clear();
      say(seen.leftOut().values());
      List<Sample> good =
          images.samples().stream().filter(s -> !seen.leftOut().containsKey(s.imageId())).toList();
      int bad = images.bad().size() + seen.leftOut().size();
      report(good, bad, found, draw(good, found, model));
      return code(bad);
    }
  }

  /** A bad image does not stop the others, and is not forgotten either. */
  private static int code(int bad) {
    return bad > 0 ? CliException.FAILED : 0;
  }

  private void say(Collection<String> lines) {
    PrintWriter errors = spec.commandLine().getErr();
    lines.forEach(line -> errors.println("lors: " + line));
    errors.flush();
  }

  private void checkDetection() {
    if (top != null) {
      throw CliException.usage("--top is for classifiers; the checkpoint holds a detector");
    }
    if (out == null) {
      throw CliException.usage("--out DIR is needed; it gets the drawn boxes and COCO results");
    }
    threshold = threshold == null ? THRESHOLD : threshold;
    if (!(threshold >= 0 && threshold <= 1)) {
      throw CliException.usage("--threshold is " + threshold + "; allowed is 0 to 1");
    }
  }

  private int draw(List<Sample> samples, Detections found, SavedDetector model) throws IOException {
    BoxDrawing drawing = new BoxDrawing(model.card().categories(), found, threshold);
    BarLine bar = new BarLine(Terminal.stderr(), "drawing", Math.max(1, samples.size()));
    int drawn = 0;
    for (int i = 0; i < samples.size(); i++) {
      bar.accept(i);
      drawn += drawing.draw(samples.get(i), GivenImages.drawn(out, samples.get(i)));
    }
    bar.clear();
    return drawn;
  }

  private void report(List<Sample> samples, int bad, Detections found, int drawn)
      throws IOException {
    GivenImages.writeIds(samples, out.resolve("images.json"));
    found.write(out.resolve("predictions.json"));
    PrintWriter stdout = spec.commandLine().getOut();
    if (json) {
      Json summary =
          new Json()
              .put("images", samples.size())
              .put("left_out", bad)
              .put("detections", found.size());
      stdout.println(Json.text(summary.put("drawn", drawn).map()));
    } else {
      stdout.printf(
          "%d images: %d boxes of a score of %s or more drawn in %s%n",
          samples.size(), drawn, threshold, out);
    }
    stdout.flush();
  }
}
