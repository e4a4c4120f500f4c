package dev.lorsbench.coco.compare;

import dev.lorsbench.coco.CocoException;
import dev.lorsbench.coco.eval.AreaRange;
import dev.lorsbench.coco.eval.CocoEvaluator;
import dev.lorsbench.coco.eval.Detections;
import dev.lorsbench.coco.eval.GroundTruth;
import dev.lorsbench.coco.eval.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

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
    int images = truth.imageIds().length;
    if (images == 0) {
      throw new CocoException("the ground truth has no images to draw from");
    }
    Settings settings = settings();
    List<ResampledPrecision> both = matched(truth, a, b, settings);
    Samples samples = new Samples(resamples, settings);
    AtomicInteger next = new AtomicInteger();
    Callable<Void> worker = () -> drawAll(both, images, next, samples, progress);
    Workers.run(threads, Collections.nCopies(threads, worker));
    short[] once = new short[images];
    Arrays.fill(once, (short) 1);
    return new Comparison(images, resamples, seed, samples.figures(both, once));
  }

  private List<ResampledPrecision> matched(
      GroundTruth truth, Detections a, Detections b, Settings settings) {
    List<Callable<ResampledPrecision>> tasks = new ArrayList<>();
    for (Detections one : List.of(a, b)) {
      tasks.add(() -> new ResampledPrecision(CocoEvaluator.match(truth, one, settings)));
    }
    return Workers.run(threads, tasks);
  }

  private Void drawAll(
      List<ResampledPrecision> both,
      int images,
      AtomicInteger next,
      Samples samples,
      IntConsumer progress) {
    short[] weight = new short[images];
    List<ResampledPrecision.Scratch> scratch =
        both.stream().map(ResampledPrecision::scratch).toList();
    for (int i = next.getAndIncrement(); i < resamples; i = next.getAndIncrement()) {
      draw(seed, i, weight);
      samples.take(i, scratch, weight);
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
    long start = new SplittableRandom(seed).nextLong() + new SplittableRandom(index).nextLong();
    SplittableRandom random = new SplittableRandom(start);
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
