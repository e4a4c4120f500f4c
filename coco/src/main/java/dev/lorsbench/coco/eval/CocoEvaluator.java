package dev.lorsbench.coco.eval;

import dev.lorsbench.coco.CocoException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * COCO's box evaluation, to the bits of pycocotools 2.0.11 (evaluate, accumulate, summarize).
 *
 * <pre>{@code
 * CocoResult result =
 *     CocoEvaluator.evaluate(GroundTruth.read(gt), Detections.read(dt), Settings.coco());
 * System.out.print(Summary.of(result));
 * }</pre>
 */
public final class CocoEvaluator {
  private CocoEvaluator() {}

  /**
   * Evaluates on {@link Settings#threads()} threads.
   *
   * @throws CocoException if detections or settings name images or categories that the ground truth
   *     does not have
   */
  public static CocoResult evaluate(GroundTruth truth, Detections detections, Settings settings) {
    if (settings.threads() == 1) {
      return run(truth, detections, settings, null);
    }
    ExecutorService pool = Executors.newFixedThreadPool(settings.threads());
    try {
      return run(truth, detections, settings, pool);
    } finally {
      pool.shutdownNow();
    }
  }

  /** Evaluates in {@link Settings#threads()} tasks of the caller's pool. */
  public static CocoResult evaluate(
      GroundTruth truth, Detections detections, Settings settings, ExecutorService pool) {
    return run(truth, detections, settings, pool);
  }

  private static CocoResult run(
      GroundTruth truth, Detections detections, Settings settings, ExecutorService pool) {
    Problem problem = new Problem(truth, detections, settings);
    CocoResult result = new CocoResult(settings, problem.categoryIds);
    int[] largestFirst = largestFirst(problem);
    AtomicInteger next = new AtomicInteger();
    Runnable worker = () -> evaluateCategories(problem, largestFirst, next, result);
    if (pool == null) {
      worker.run();
    } else {
      List<Future<?>> tasks = new ArrayList<>();
      for (int i = 0; i < settings.threads(); i++) {
        tasks.add(pool.submit(worker));
      }
      tasks.forEach(CocoEvaluator::join);
    }
    return result;
  }

  private static void evaluateCategories(
      Problem problem, int[] order, AtomicInteger next, CocoResult result) {
    Matcher matcher = new Matcher(problem);
    Matches matches = new Matches(problem.settings.areaRanges().size());
    Curves curves = new Curves(problem.settings);
    for (int i = next.getAndIncrement(); i < order.length; i = next.getAndIncrement()) {
      matcher.match(order[i], matches);
      curves.accumulate(matches, order[i], result);
    }
  }

  private static int[] largestFirst(Problem problem) {
    int[] starts = problem.detectionGroups.starts();
    return IntStream.range(0, problem.categoryIds.length)
        .boxed()
        .sorted(Comparator.comparingInt(k -> starts[k] - starts[k + 1]))
        .mapToInt(k -> k)
        .toArray();
  }

  private static void join(Future<?> task) {
    try {
      task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CocoException("the evaluation was interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the evaluation failed", e.getCause());
    }
  }
}
