package dev.lorsbench.cli.inference;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.cli.terminal.BarLine;
import dev.lorsbench.cli.terminal.Json;
import dev.lorsbench.cli.terminal.Terminal;
import dev.lorsbench.experiment.ComputeConfig;
import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.workers.data.LabelledImages;
import dev.lorsbench.workers.evaluation.ClassEvaluator;
import dev.lorsbench.workers.saved.SavedClassifier;
import java.util.List;
import java.util.Locale;

/**
 * A classifier's top-1 on one split.
 *
 * @param top1 the share of images whose largest score is right, in [0, 1]
 */
record ClassEvaluation(int images, double top1) {
  /**
   * Measures.
   *
   * @throws CliException where the classes are not the model's, or a score is not finite
   */
  static ClassEvaluation of(SavedClassifier model, DataConfig data, int batch) {
    LabelledImages images = LabelledImages.val(data);
    if (!images.categories().equals(model.card().categories())) {
      List<String> known = model.card().categories().stream().map(c -> c.name()).toList();
      throw new CliException(
          "%s: its classes (%s) are not the model's (%s)"
              .formatted(
                  data.folder(), String.join(", ", images.classes()), String.join(", ", known)));
    }
    int together = Math.min(batch, images.size());
    BarLine bar = new BarLine(Terminal.stderr(), "evaluating", images.size());
    int[] done = {0};
    Runnable progress =
        () -> {
          bar.accept(Math.min(done[0], images.size()));
          done[0] += together;
        };
    ClassEvaluator evaluator =
        new ClassEvaluator(images, together, model.card().size(), ComputeConfig.DEFAULT);
    try {
      return new ClassEvaluation(images.size(), evaluator.top1(model.classifier(), progress));
    } catch (ArithmeticException e) {
      throw new CliException("the model's training diverged: " + e.getMessage());
    } finally {
      bar.clear();
    }
  }

  String json() {
    return Json.text(new Json().put("images", images).put("top1", top1).map());
  }

  String text() {
    return String.format(Locale.ROOT, "top-1 %.4f (%d images)", top1, images);
  }
}
