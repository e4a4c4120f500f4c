package dev.lorsbench.experiment;

/**
 * What a finished trial is compared by.
 *
 * @param decoderParameters all tensors of a detector's decoder (queries, neck and backbone are not
 *     counted), or of a whole classifier
 * @param ap box AP of a detector, -1 for a classifier
 * @param top1 of a classifier, -1 for a detector
 * @param trainSeconds wall time of training steps over all attempts, evaluation left out
 * @param peakMib largest resident memory of the worker process, MiB
 */
public record TrialResult(
    long steps,
    long decoderParameters,
    double ap,
    double ap50,
    double ap75,
    double top1,
    double trainSeconds,
    double peakMib) {
  /** Of a detector. */
  public TrialResult(
      long steps,
      long decoderParameters,
      double ap,
      double ap50,
      double ap75,
      double trainSeconds,
      double peakMib) {
    this(steps, decoderParameters, ap, ap50, ap75, -1, trainSeconds, peakMib);
  }

  /** The headline metric of a task. */
  public double score(TaskKind task) {
    return switch (task) {
      case DETECTION -> ap;
      case CLASSIFICATION -> top1;
    };
  }
}
