package dev.lorsbench.cli.evaluation;

import dev.lorsbench.coco.curves.CurvesJson;
import dev.lorsbench.coco.dataset.InstancesFile;
import dev.lorsbench.coco.errors.Confusion;
import dev.lorsbench.coco.errors.ConfusionJson;
import dev.lorsbench.coco.eval.CocoResult;
import dev.lorsbench.coco.eval.Detections;
import dev.lorsbench.coco.eval.GroundTruth;
import dev.lorsbench.coco.files.WholeFile;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What {@code lors cocoeval} tells beyond the twelve figures. */
final class AnalysisOptions {
  private static final double CONFUSION_IOU = 0.5;

  @Option(
      names = "--errors",
      description =
          "Adds what AP is lost to (TIDE, ECCV 2020), and AP by object size and crowding.")
  private boolean errors;

  @Option(
      names = "--curves",
      paramLabel = "FILE",
      description = "Writes precision-recall curves as JSON.")
  private Path curves;

  @Option(
      names = "--confusion",
      paramLabel = "FILE",
      description = "Writes the confusion matrix at IoU 0.5 as JSON.")
  private Path confusion;

  @Option(
      names = "--confusion-score",
      paramLabel = "S",
      description = "Score of the lowest detection it counts; ${DEFAULT-VALUE} if not given.")
  private double confusionScore = 0.3;

  boolean asked() {
    return errors || curves != null || confusion != null;
  }

  /**
   * Writes the files that were asked for.
   *
   * @return what is to be shown, null if nothing is
   */
  ErrorTables run(
      InstancesFile instances,
      GroundTruth truth,
      Detections detections,
      CocoResult result,
      int threads) {
    if (curves != null) {
      WholeFile.write(curves, out -> CurvesJson.write(result, truth, out));
    }
    if (confusion == null && !errors) {
      return null;
    }
    if (confusion != null) {
      Confusion matrix = Confusion.of(instances, detections, CONFUSION_IOU, confusionScore);
      WholeFile.write(confusion, out -> ConfusionJson.write(matrix, out));
    }
    return errors ? ErrorTables.of(instances, detections, result, threads) : null;
  }
}
