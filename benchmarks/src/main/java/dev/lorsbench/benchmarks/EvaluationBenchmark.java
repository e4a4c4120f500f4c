package dev.lorsbench.benchmarks;

import dev.lorsbench.coco.eval.CocoEvaluator;
import dev.lorsbench.coco.eval.CocoResult;
import dev.lorsbench.coco.eval.Settings;
import dev.lorsbench.coco.largeset.LargeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Evaluate and accumulate on the generated set: warm, and the first time in a fresh JVM. */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class EvaluationBenchmark {
  /** Times val2017's size: 5,000 images, 36,000 ground truths, 500,000 detections. */
  @Param({"0.1", "1", "4"})
  private double scale;

  @Param({"1", "2"})
  private int threads;

  private LargeSet set;
  private ExecutorService pool;

  /** Makes the set and the pool. */
  @Setup
  public void prepare() {
    set = LargeSet.of(42, (int) (5_000 * scale), (int) (36_000 * scale), (int) (500_000 * scale));
    pool = Executors.newFixedThreadPool(threads);
  }

  /** Ends the pool. */
  @TearDown
  public void end() {
    pool.shutdownNow();
  }

  /** Once the JVM has compiled what it will. */
  @Benchmark
  @BenchmarkMode(Mode.AverageTime)
  @Fork(1)
  @Warmup(iterations = 2, time = 2)
  @Measurement(iterations = 3, time = 2)
  public CocoResult warm() {
    return CocoEvaluator.evaluate(set.truth(), set.detections(), Settings.coco(), pool);
  }

  /** The first evaluation in a JVM. */
  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @Fork(3)
  @Warmup(iterations = 0)
  @Measurement(iterations = 1)
  public CocoResult cold() {
    return CocoEvaluator.evaluate(set.truth(), set.detections(), Settings.coco(), pool);
  }
}
