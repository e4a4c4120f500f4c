package dev.lorsbench.benchmarks;

import dev.lorsbench.coco.eval.Detections;
import dev.lorsbench.coco.eval.GroundTruth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

/** Both JSON files of the generated set, read at once on two threads. */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ReadingBenchmark {
  /** Times val2017's size. */
  @Param({"0.1", "1", "4"})
  private double scale;

  private Path folder;
  private ExecutorService pool;

  /** Writes the files. */
  @Setup
  public void prepare() throws IOException {
    folder = Files.createTempDirectory("coco-bench");
    SetFiles.write(folder, scale, 0);
    pool = Executors.newFixedThreadPool(2);
  }

  /** Removes them. */
  @TearDown
  public void end() throws IOException {
    pool.shutdownNow();
    Files.delete(SetFiles.truth(folder));
    Files.delete(SetFiles.detections(folder));
    Files.delete(folder);
  }

  /** Once the JVM has compiled what it will. */
  @Benchmark
  @BenchmarkMode(Mode.AverageTime)
  @Fork(1)
  @Warmup(iterations = 2, time = 2)
  @Measurement(iterations = 3, time = 2)
  public int warm() {
    return read();
  }

  /** The first time in a JVM. */
  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @Fork(3)
  @Warmup(iterations = 0)
  @Measurement(iterations = 1)
  public int cold() {
    return read();
  }

  private int read() {
    Future<GroundTruth> truth = pool.submit(() -> GroundTruth.read(SetFiles.truth(folder)));
    Detections found = Detections.read(SetFiles.detections(folder), pool);
    return GroundTruth.waited(truth).size() + found.size();
  }
}
