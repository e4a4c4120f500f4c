package dev.lorsbench.coco.compare;

import dev.lorsbench.coco.eval.CocoEvaluator;
import dev.lorsbench.coco.eval.Detections;
import dev.lorsbench.coco.eval.Settings;
import dev.lorsbench.coco.largeset.LargeSet;
import java.util.Random;

/**
 * Times a comparison of two detectors on a set of val2017's size beside one evaluation of it; run
 * by {@code make bench-compare}.
 */
final class CompareTiming {
  private static final int REPEATS = 5;

  private CompareTiming() {}

  public static void main(String[] args) {
    int threads = args.length > 0 ? Integer.parseInt(args[0]) : 2;
    int count = args.length > 1 ? Integer.parseInt(args[1]) : 500_000;
    LargeSet set = LargeSet.of(42, 5_000, 36_000, count);
    Detections other = worse(set.detections());
    System.out.printf("%d and %d detections, %d threads%n", count, other.size(), threads);
    Settings settings = Settings.coco().withThreads(threads);
    for (int repeat = 0; repeat < REPEATS; repeat++) {
      double evaluation =
          seconds(() -> CocoEvaluator.evaluate(set.truth(), set.detections(), settings));
      double one = seconds(() -> compare(set, other, 1, threads));
      double thousand = seconds(() -> compare(set, other, 1000, threads));
      System.out.printf(
          "evaluate %.3f s, compare with 1 resample %.3f s, with 1,000 %.3f s; allowed %.3f s%n",
          evaluation, one, thousand, 3 * evaluation + 1);
    }
    System.out.println(compare(set, other, 1000, threads).figures().get(0));
  }

  private static Comparison compare(LargeSet set, Detections other, int resamples, int threads) {
    return new PairedBootstrap(resamples, 0, threads)
        .compare(set.truth(), set.detections(), other, done -> {});
  }

  /** One in twenty is lost, all scores and places are a little off. */
  private static Detections worse(Detections all) {
    Random random = new Random(1);
    Detections.Builder worse = Detections.builder();
    for (int i = 0; i < all.size(); i++) {
      if (random.nextInt(20) > 0) {
        worse.add(
            all.imageId(i),
            all.categoryId(i),
            all.score(i) * (1 - 0.1 * random.nextDouble()),
            all.box(i, 0) + random.nextGaussian(),
            all.box(i, 1) + random.nextGaussian(),
            all.box(i, 2),
            all.box(i, 3));
      }
    }
    return worse.build();
  }

  private static double seconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }
}
