package dev.lorsbench.coco.eval;

import dev.lorsbench.coco.CocoException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;

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
  /** Detections of one piece of work, about; small enough to share out, large enough to pay. */
  private static final int RUN = 1 << 14;

  private CocoEvaluator() {}

  /**
   * Evaluates on {@link Settings#threads()} threads.
   *
   * @throws CocoException if detections or settings name images or categories that the ground truth
   *     does not have
   */
  public static CocoResult evaluate(GroundTruth truth, Detections detections, Settings settings) {
    return Workers.with(settings.threads(), pool -> evaluate(truth, detections, settings, pool));
  }

  /** Evaluates on the caller's pool; must not be called from within it. */
  public static CocoResult evaluate(
      GroundTruth truth, Detections detections, Settings settings, ExecutorService pool) {
    Matching matching = match(truth, detections, settings, pool);
    return accumulate(settings, matching.categoryIds(), matching.tallies(), pool);
  }

  /**
   * Matches every detection, on {@link Settings#threads()} threads.
   *
   * @throws CocoException as {@link #evaluate(GroundTruth, Detections, Settings)}
   */
  public static Matching match(GroundTruth truth, Detections detections, Settings settings) {
    return Workers.with(settings.threads(), pool -> match(truth, detections, settings, pool));
  }

  /** Matches on the caller's pool; must not be called from within it. */
  public static Matching match(
      GroundTruth truth, Detections detections, Settings settings, ExecutorService pool) {
    return match(new Problem(truth, detections, settings, null), RUN, pool);
  }

  /** Matches what belongs to a part of the evaluation: the detections of some of its images. */
  static Matching match(
      GroundTruth truth, Detections detections, Settings settings, long[] images) {
    Problem problem = new Problem(truth, detections, settings, images);
    return Workers.with(settings.threads(), pool -> match(problem, RUN, pool));
  }

  /** Matches in runs of about so many detections; the result does not depend on how many. */
  static Matching match(Problem problem, int run, ExecutorService pool) {
    List<List<MatchRun>> runs = MatchRun.of(problem, run);
    List<Callable<CategoryMatches>> work = new ArrayList<>();
    runs.forEach(of -> of.forEach(r -> work.add(() -> new Matcher(problem, r).match())));
    Iterator<CategoryMatches> done = Workers.all(work, pool).iterator();
    List<CategoryMatches> categories = new ArrayList<>();
    for (List<MatchRun> of : runs) {
      categories.add(CategoryMatches.joined(of.stream().map(r -> done.next()).toList()));
    }
    return new Matching(problem.settings, problem.imageIds, List.copyOf(categories));
  }

  /** Turns tallies of categories into a result, on the threads of the settings. */
  static CocoResult accumulate(Settings settings, long[] categoryIds, List<Tally> tallies) {
    return Workers.with(
        settings.threads(), pool -> accumulate(settings, categoryIds, tallies, pool));
  }

  private static CocoResult accumulate(
      Settings settings, long[] categoryIds, List<Tally> tallies, ExecutorService pool) {
    CocoResult result = new CocoResult(settings, categoryIds);
    List<Callable<Void>> work = new ArrayList<>();
    for (int k = 0; k < categoryIds.length; k++) {
      int category = k;
      work.add(
          () -> {
            new Curves(settings).accumulate(tallies.get(category), category, result);
            return null;
          });
    }
    Workers.all(work, pool);
    return result;
  }
}
