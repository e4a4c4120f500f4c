package dev.lorsbench.benchmarks;

import dev.lorsbench.coco.eval.CocoEvaluator;
import dev.lorsbench.coco.eval.CocoResult;
import dev.lorsbench.coco.eval.Detections;
import dev.lorsbench.coco.eval.GroundTruth;
import dev.lorsbench.coco.eval.Settings;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Reads and evaluates a pair of files again and again, as benchmarks/coco_peers.py does. */
public final class Times {
  private Times() {}

  /**
   * Prints one JSON line a round; the first one is cold.
   *
   * @param args ground truth, detections, threads, rounds
   */
  public static void main(String[] args) {
    int threads = Integer.parseInt(args[2]);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    for (int round = 0; round < Integer.parseInt(args[3]); round++) {
      long began = System.nanoTime();
      Future<GroundTruth> reading = pool.submit(() -> GroundTruth.read(Path.of(args[0])));
      Detections found = Detections.read(Path.of(args[1]), pool);
      GroundTruth truth = GroundTruth.waited(reading);
      long read = System.nanoTime();
      CocoResult result = CocoEvaluator.evaluate(truth, found, Settings.coco(), pool);
      long evaluated = System.nanoTime();
      System.out.printf(
          Locale.ROOT,
          "{\"program\": \"lorsbench\", \"threads\": %d, \"round\": %d, \"read\": %.4f,"
              + " \"evaluate\": %.4f, \"ap\": %s}%n",
          threads,
          round,
          (read - began) / 1e9,
          (evaluated - read) / 1e9,
          result.stats()[0]);
    }
    pool.shutdown();
  }
}
