package dev.lorsbench.workers.evaluation;

import dev.lorsbench.coco.eval.CocoEvaluator;
import dev.lorsbench.coco.eval.CocoResult;
import dev.lorsbench.coco.eval.Detections;
import dev.lorsbench.coco.eval.GroundTruth;
import dev.lorsbench.coco.eval.Settings;
import dev.lorsbench.models.Detector;
import dev.lorsbench.workers.data.EvaluationImages;
import dev.lorsbench.workers.data.Split;
import java.util.function.IntConsumer;

/**
 * Runs a detector over a split and measures box AP. The objects of an image that may be skipped and
 * cannot be read count as missed.
 */
public final class Evaluator {
  private final DetectionPass pass;
  private final GroundTruth truth;

  /** Evaluates on the split, whose images come in batches. */
  public Evaluator(Split split, EvaluationImages images) {
    this.pass = new DetectionPass(split.dataset().categories(), images);
    this.truth = GroundTruth.of(split.dataset());
  }

  /** The objects that are looked for. */
  public GroundTruth truth() {
    return truth;
  }

  /**
   * Evaluates.
   *
   * @param beforeBatch runs before each batch with the number of images done; may throw to stop
   */
  public CocoResult evaluate(Detector detector, IntConsumer beforeBatch) {
    return measure(detect(detector, beforeBatch));
  }

  /**
   * Evaluates in parts that outlive the process: called again with the same weights it goes on
   * behind the parts that are there, and ends with the same bits.
   *
   * @param beforeBatch as above; not called for the batches of a part that is there
   */
  public CocoResult evaluate(Detector detector, IntConsumer beforeBatch, EvaluationParts kept) {
    PartedEvaluation parted = new PartedEvaluation(pass, truth, detector, kept);
    return parted.parts() == 1 ? evaluate(detector, beforeBatch) : parted.result(beforeBatch);
  }

  /**
   * Evaluates a share of the parts and leaves them: several processes with the same weights and the
   * same folder do a large set together, and the evaluation above then only merges.
   *
   * @param share from 1 to {@code shares}
   * @param beforeBatch gets the number of images of this share that are done
   * @return how many parts the share has
   */
  public int evaluateShare(
      Detector detector, IntConsumer beforeBatch, EvaluationParts kept, int share, int shares) {
    return new PartedEvaluation(pass, truth, detector, kept).share(share, shares, beforeBatch);
  }

  /** As {@link DetectionPass#run}. */
  public Detections detect(Detector detector, IntConsumer beforeBatch) {
    return pass.run(detector, beforeBatch);
  }

  /** Measures detections on this split. */
  public CocoResult measure(Detections found) {
    return CocoEvaluator.evaluate(truth, found, Settings.coco());
  }
}
