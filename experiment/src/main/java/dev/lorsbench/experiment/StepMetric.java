package dev.lorsbench.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What every trial logs of its steps, beside the parts of its loss, whose names are its model's.
 */
public enum StepMetric {
  /** The loss; not a number where it was none. */
  LOSS,
  /** The optimiser's, after warm-up and schedule. */
  LEARNING_RATE,
  /** Before clipping. */
  GRADIENT_NORM,
  /** Over the steps since the last log. */
  IMAGES_PER_SECOND,
  /** The trial's largest memory so far, MiB. */
  PEAK_MIB,
  /** Share of the time that steps waited for their batch. */
  DATA_WAIT_PERCENT,
  /** Share of the time that steps were held by a checkpoint. */
  CHECKPOINT_PERCENT,
  /** Images that were gone on without, so far. */
  SKIPPED_IMAGES,
  /** Steps that were gone on without, so far. */
  SKIPPED_STEPS;

  /** Its name in the ledger, in the API and in metrics.jsonl. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its value at a step. */
  public Metric at(long step, double value) {
    return new Metric(key(), step, value);
  }

  /** All names. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(StepMetric::key).toList();
  }
}
