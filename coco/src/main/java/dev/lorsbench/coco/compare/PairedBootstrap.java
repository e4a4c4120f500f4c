package dev.lorsbench.coco.compare;

import dev.lorsbench.coco.CocoException;
import dev.lorsbench.coco.SplitMix;
import dev.lorsbench.coco.eval.AreaRange;
import dev.lorsbench.coco.eval.CocoEvaluator;
import dev.lorsbench.coco.eval.Detections;
import dev.lorsbench.coco.eval.GroundTruth;
import dev.lorsbench.coco.eval.Matching;
import dev.lorsbench.coco.eval.Settings;
import dev.lorsbench.coco.eval.Workers;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * Whether one detector is better than another on the same images, or only luckier: images are drawn
 * with replacement and AP of both is taken on each draw (Efron and Tibshirani, An Introduction to
 * the Bootstrap, 1993, percentile intervals). Detections are matched once; a resample reweights the
 * matches and has the bits of an evaluation of the resampled set.
 *
 * @param resamples 1 to 1,000,000
 * @param seed of the draws: the same seed gives the same result on any number of threads
 * @param threads 1 or more
 */
public record PairedBootstrap(int resamples, long seed, int threads) {
  /** Checks the ranges. */
  public PairedBootstrap {
    if (resamples < 1 || resamples > 1_000_000) {
      throw new CocoException("resamples: from 1 to 1000000, is " + resamples);
    }
    if (threads < 1) {
      throw new CocoException("threads: at least 1, is " + threads);
    }
  }

  /**
   * Compares two sets of detections by AP over all areas and IoU thresholds, at most 100 detections
   * an image and category.
   *
   * @param progress gets the number of resamples done so far; may be called by any thread
   * @throws CocoException if detections name images that the ground truth does not have, or if the
   *     ground truth has no images
   */
  public Comparison compare(GroundTruth truth, Detections a, Detections b, IntConsumer progress) {
    return Workers.with(threads, pool -> compare(truth, a, b, progress, pool));
  }

  /**
   * Compares on {@code threads} threads of the caller's pool; must not be called from within it.
   */
  public Comparison compare(
      GroundTruth truth, Detections a, Detections b, IntConsumer progress, ExecutorService pool) {
    int images = truth.imageIds().length;
    if (images == 0) {
      throw new CocoException("the ground truth has no images to draw from");
    }
    Settings settings = settings();
    Matching ofA = CocoEvaluator.match(truth, a, settings, pool);
    Matching ofB = CocoEvaluator.match(truth, b, settings, pool);
    Samples samples = new Samples(resamples, settings);
    Ranking rankedA = Ranking.of(ofA, pool);
    Ranking rankedB = Ranking.of(ofB, pool);
    Supplier<PairedPrecision> pair =
        () -> new PairedPrecision(new RecallPlaces(ofA), rankedA, rankedB);
    AtomicInteger next = new AtomicInteger();
    Callable<Void> worker = () -> drawAll(pair.get(), images, next, samples, progress);
    Workers.all(Collections.nCopies(threads, worker), pool);
    short[] once = new short[images];
    Arrays.fill(once, (short) 1);
    PairedPrecision whole = pair.get();
    whole.evaluate(once);
    return new Comparison(images, resamples, seed, samples.figures(whole));
  }

  private Void drawAll(
      PairedPrecision pair, int images, AtomicInteger next, Samples samples, IntConsumer progress) {
    short[] weight = new short[images];
    for (int i = next.getAndIncrement(); i < resamples; i = next.getAndIncrement()) {
      draw(seed, i, weight);
      pair.evaluate(weight);
      samples.take(i, pair);
      progress.accept(i + 1);
    }
    return null;
  }

  /**
   * Draws as many images as there are, with replacement; a function of seed and index alone. One
   * image is not drawn more often than a short holds: of n the chance is below n^-32767 / 32768!.
   */
  static void draw(long seed, int index, short[] weight) {
    Arrays.fill(weight, (short) 0);
    SplittableRandom random = new SplittableRandom(SplitMix.start(seed, index));
    for (int i = 0; i < weight.length; i++) {
      weight[random.nextInt(weight.length)]++;
    }
  }

  private static Settings settings() {
    Settings coco = Settings.coco();
    return new Settings(
        coco.iouThresholds(),
        coco.recallThresholds(),
        new int[] {100},
        List.of(AreaRange.COCO.get(0)),
        true,
        null,
        null,
        1);
  }
}
