package dev.lorsbench.cli.verify;

import com.google.gson.JsonObject;
import dev.lorsbench.coco.eval.CocoEvaluator;
import dev.lorsbench.coco.eval.Settings;
import dev.lorsbench.coco.largeset.LargeSet;

/** A COCO evaluation of the size of val2017, whose boxes are made from a seed. */
record LargeCocoCheck(JsonObject expected) implements Check {

  @Override
  public void run(Measurements measured) {
    LargeSet set =
        LargeSet.of(
            GoldenFile.at(expected, "seed").getAsLong(),
            whole("images"),
            whole("ground_truths"),
            whole("detections"));
    int threads = Runtime.getRuntime().availableProcessors();
    Settings settings = Settings.coco().withThreads(threads);
    CocoCheck.compare(
        measured, expected, CocoEvaluator.evaluate(set.truth(), set.detections(), settings));
  }

  private int whole(String name) {
    return GoldenFile.at(expected, name).getAsInt();
  }
}
