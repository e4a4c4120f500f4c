package dev.lorsbench.coco.errors;

import java.util.Map;

/**
 * The errors of a set of detections. AP is TIDE's figure, in [0, 1], at the foreground threshold,
 * the mean over the categories that have objects; -1 if none has. COCO's differs where an image has
 * more than 100 detections or a recall falls on one of the 101 thresholds.
 *
 * @param foreground IoU from which a detection finds an object
 * @param background IoU up to which a detection lies on background
 * @param ap before anything is mended
 * @param kinds every kind, in their order
 * @param falsePositives AP gained if every false positive scored lowest
 * @param falseNegatives AP gained if the objects that were not found were not there
 */
public record ErrorReport(
    double foreground,
    double background,
    double ap,
    Map<ErrorKind, Loss> kinds,
    double falsePositives,
    double falseNegatives) {

  /**
   * What one kind costs.
   *
   * @param count how many detections, or objects for missed ones, are of this kind
   * @param ap AP gained if an oracle mended these errors alone, at least 0; the gains of several
   *     kinds do not add up to what all of them together cost
   */
  public record Loss(int count, double ap) {}
}
