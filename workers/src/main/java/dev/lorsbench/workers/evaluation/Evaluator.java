package dev.lorsbench.workers.evaluation;

import dev.lorsbench.coco.eval.CocoEvaluator;
import dev.lorsbench.coco.eval.CocoResult;
import dev.lorsbench.coco.eval.Detections;
import dev.lorsbench.coco.eval.EvaluationPart;
import dev.lorsbench.coco.eval.GroundTruth;
import dev.lorsbench.coco.eval.Settings;
import dev.lorsbench.models.Detector;
import dev.lorsbench.workers.data.EvaluationImages;
import dev.lorsbench.workers.data.Sample;
import dev.lorsbench.workers.data.Split;
import java.util.ArrayList;
import java.util.List;
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
    List<List<List<Sample>>> shards = shards(kept.images());
    if (shards.size() == 1) {
      return evaluate(detector, beforeBatch);
    }
    String key = WeightsKey.of(detector.weights());
    List<EvaluationPart> parts = new ArrayList<>();
    int done = 0;
    for (List<List<Sample>> shard : shards) {
      int number = parts.size();
      int before = done;
      parts.add(
          kept.find(key, number, file -> EvaluationPart.read(file, truth, Settings.coco()))
              .orElseGet(
                  () -> {
                    Detections found = pass.run(detector, shard, before, beforeBatch);
                    EvaluationPart part =
                        EvaluationPart.of(truth, found, Settings.coco(), imageIds(shard));
                    kept.keep(key, number, part);
                    return part;
                  }));
      done += shard.stream().mapToInt(List::size).sum();
    }
    CocoResult result = EvaluationPart.merged(parts).accumulate();
    kept.clear();
    return result;
  }

  /** Whole batches, so that each is what it would be without parts. */
  private List<List<List<Sample>>> shards(int images) {
    List<List<List<Sample>>> shards = new ArrayList<>();
    int room = 0;
    for (List<Sample> batch : pass.images().batches()) {
      if (room <= 0) {
        shards.add(new ArrayList<>());
        room = images;
      }
      shards.get(shards.size() - 1).add(batch);
      room -= batch.size();
    }
    return shards;
  }

  private static long[] imageIds(List<List<Sample>> shard) {
    return shard.stream().flatMap(List::stream).mapToLong(Sample::imageId).toArray();
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
