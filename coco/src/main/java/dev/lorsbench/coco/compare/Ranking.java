package dev.lorsbench.coco.compare;

import dev.lorsbench.coco.eval.Matching;
import dev.lorsbench.coco.eval.Workers;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;

/**
 * The matches of one detector, laid out for resampling.
 *
 * @param categories those of the matching, in its order
 * @param thresholds IoU thresholds
 * @param recalls recall thresholds
 */
record Ranking(List<RankedCategory> categories, int thresholds, int recalls) {

  /** Lays matches out, on the threads of a pool or, where that is null, on the calling one. */
  static Ranking of(Matching matching, ExecutorService pool) {
    int thresholds = matching.settings().iouThresholds().length;
    List<Callable<RankedCategory>> work =
        matching.categories().stream()
            .<Callable<RankedCategory>>map(m -> () -> RankedCategory.of(m, thresholds))
            .toList();
    int recalls = matching.settings().recallThresholds().length;
    return new Ranking(Workers.all(work, pool), thresholds, recalls);
  }
}
