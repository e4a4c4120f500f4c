package dev.lorsbench.workers.evaluation;

import dev.lorsbench.coco.eval.CocoResult;
import dev.lorsbench.coco.eval.Detections;
import dev.lorsbench.coco.eval.EvaluationPart;
import dev.lorsbench.coco.eval.GroundTruth;
import dev.lorsbench.coco.eval.Settings;
import dev.lorsbench.models.Detector;
import dev.lorsbench.workers.data.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/** One evaluation in parts of some images each: those that are there are not done again. */
final class PartedEvaluation {
  private final DetectionPass pass;
  private final GroundTruth truth;
  private final Detector detector;
  private final EvaluationParts kept;
  private final List<List<List<Sample>>> shards;
  private final String key;

  PartedEvaluation(DetectionPass pass, GroundTruth truth, Detector detector, EvaluationParts kept) {
    this.pass = pass;
    this.truth = truth;
    this.detector = detector;
    this.kept = kept;
    this.shards = shards(pass, kept.images());
    this.key = WeightsKey.of(detector.weights());
  }

  /** Whole batches, so that each is what it would be without parts. */
  private static List<List<List<Sample>>> shards(DetectionPass pass, int images) {
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

  int parts() {
    return shards.size();
  }

  /** Does what is missing, merges all, and removes the parts. */
  CocoResult result(IntConsumer beforeBatch) {
    List<EvaluationPart> parts = new ArrayList<>();
    int done = 0;
    for (int number = 0; number < shards.size(); number++) {
      parts.add(part(number, done, beforeBatch));
      done += images(number);
    }
    CocoResult result = EvaluationPart.merged(parts).accumulate();
    kept.clear();
    return result;
  }

  /** Does every part of a share, from 1 to {@code shares}, and leaves them; gives their number. */
  int share(int share, int shares, IntConsumer beforeBatch) {
    int done = 0;
    int parts = 0;
    for (int number = share - 1; number < shards.size(); number += shares) {
      part(number, done, beforeBatch);
      done += images(number);
      parts++;
    }
    return parts;
  }

  private int images(int number) {
    return shards.get(number).stream().mapToInt(List::size).sum();
  }

  private EvaluationPart part(int number, int done, IntConsumer beforeBatch) {
    long[] images = imageIds(number);
    return kept.find(key, number, file -> EvaluationPart.read(file, truth, Settings.coco()))
        // Batches of another size part the images differently.
        .filter(part -> Arrays.equals(part.imageIds(), images))
        .orElseGet(() -> made(number, done, beforeBatch));
  }

  private EvaluationPart made(int number, int done, IntConsumer beforeBatch) {
    List<List<Sample>> shard = shards.get(number);
    Detections found = pass.run(detector, shard, done, beforeBatch);
    EvaluationPart part = EvaluationPart.of(truth, found, Settings.coco(), imageIds(number));
    kept.keep(key, number, part);
    return part;
  }

  private long[] imageIds(int number) {
    return shards.get(number).stream()
        .flatMap(List::stream)
        .mapToLong(Sample::imageId)
        .sorted()
        .toArray();
  }
}
