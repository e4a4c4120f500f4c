package dev.lorsbench.coco.errors;

import dev.lorsbench.coco.CocoException;
import dev.lorsbench.coco.dataset.InstancesFile;
import dev.lorsbench.coco.eval.Detections;

/**
 * TIDE's analysis: the loss of AP at one IoU threshold split by kind of error, each measured by the
 * AP that an oracle which mends only this kind would gain.
 *
 * <p>As the reference tool (tidecv 1.0.1) has it: the 100 best detections of each image count, all
 * categories together; crowds are regions in which detections of their category cost nothing.
 * Different from it: a category without objects has no AP and is left out of the mean, as in COCO's
 * evaluation, where the tool takes it for 0; annotations and detections of unknown categories do
 * not count.
 */
public final class ErrorAnalysis {
  private static final double FOREGROUND = 0.5;
  private static final double BACKGROUND = 0.1;

  private ErrorAnalysis() {}

  /**
   * Analyses at TIDE's thresholds, 0.5 and 0.1.
   *
   * @throws CocoException if detections name images that the ground truth does not have
   */
  public static ErrorReport of(InstancesFile truth, Detections detections) {
    return of(truth, detections, FOREGROUND, BACKGROUND);
  }

  /**
   * Analyses at other thresholds.
   *
   * @param foreground in (background, 1]
   * @param background above 0
   */
  public static ErrorReport of(
      InstancesFile truth, Detections detections, double foreground, double background) {
    if (!(0 < background && background < foreground && foreground <= 1)) {
      throw new CocoException(
          "error thresholds: 0 < background < foreground <= 1, are "
              + background
              + " and "
              + foreground);
    }
    Scenes scenes = Scenes.of(truth, detections);
    Outcome outcome = new Outcome(scenes.categories());
    scenes.all().forEach(scene -> new SceneErrors(scene, foreground, background).addTo(outcome));
    return outcome.report(foreground, background);
  }
}
