package dev.lorsbench.coco.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lorsbench.coco.largeset.LargeSet;
import java.util.BitSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What a matching says of single detections and ground truths, against what it adds up to. */
class MatchingTest {
  private final LargeSet set = LargeSet.of(7, 300, 3000, 40_000);

  @Test
  void hitsTakenTruthsAndRecallAgree() {
    Matching matching = CocoEvaluator.match(set.truth(), set.detections(), Settings.coco());
    CocoResult result = matching.accumulate();
    double[] recall = result.recall();
    for (int k = 0; k < matching.categories().size(); k++) {
      CategoryMatches category = matching.categories().get(k);
      int hits = 0;
      for (int i = 0; i < category.size(); i++) {
        hits += (int) (category.matched(i, 0) & ~category.ignored(i, 0) & 1);
      }
      int taken = 0;
      for (int g = 0; g < category.truths(); g++) {
        boolean crowd = set.truth().annotations.crowd(category.truthRow(g));
        taken += crowd ? 0 : (int) (category.taken(g, 0) & 1);
      }
      assertThat(taken).isEqualTo(hits);
      if (category.positives(0) > 0) {
        assertThat(recall[k * 12 + 2]).isEqualTo(hits / (double) category.positives(0));
      }
    }
  }

  @Test
  void rowsLeadBackToTheInput() {
    Matching matching = CocoEvaluator.match(set.truth(), set.detections(), Settings.coco());
    BitSet seen = new BitSet();
    BitSet truths = new BitSet();
    for (CategoryMatches category : matching.categories()) {
      for (int i = 0; i < category.size(); i++) {
        int row = category.detectionRow(i);
        seen.set(row);
        assertThat(set.detections().categoryId(row)).isEqualTo(category.categoryId());
        assertThat(set.detections().score(row)).isEqualTo(category.score(i));
        assertThat(set.detections().imageId(row)).isEqualTo(matching.imageIds()[category.image(i)]);
        boolean follows = i > 0 && category.image(i - 1) == category.image(i);
        assertThat(category.rank(i)).isEqualTo(follows ? category.rank(i - 1) + 1 : 0);
      }
      for (int g = 0; g < category.truths(); g++) {
        truths.set(category.truthRow(g));
        assertThat(set.truth().annotations.imageId(category.truthRow(g)))
            .isEqualTo(matching.imageIds()[category.truthImage(g)]);
      }
    }
    assertThat(seen.cardinality()).isEqualTo(set.detections().size());
    assertThat(truths.cardinality()).isEqualTo(set.truth().size());
  }

  @Test
  void aPooledEvaluationInManyRunsOnTheCallersPoolHasTheSameBits() {
    LargeSet large = LargeSet.of(8, 300, 3000, 120_000);
    Settings pooled = Settings.coco().withCategories(false);
    CocoResult one = CocoEvaluator.evaluate(large.truth(), large.detections(), pooled);
    ExecutorService pool = Executors.newFixedThreadPool(3);
    try {
      CocoResult many = CocoEvaluator.evaluate(large.truth(), large.detections(), pooled, pool);
      assertThat(many.precision()).isEqualTo(one.precision());
      assertThat(many.scores()).isEqualTo(one.scores());
      assertThat(many.recall()).isEqualTo(one.recall());
    } finally {
      pool.shutdownNow();
    }
  }
}
