package dev.lorsbench.benchmarks;

import dev.lorsbench.coco.eval.Detections;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Reads a results file once: whether it can within {@code -Xmx} is what is measured. */
public final class Reading {
  private Reading() {}

  /**
   * Prints how many detections there are.
   *
   * @param args the file
   */
  public static void main(String[] args) {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    System.out.println(Detections.read(Path.of(args[0]), pool).size());
    pool.shutdown();
  }
}
