package dev.lorsbench.cli.evaluation;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.cli.terminal.ProgressBar;
import dev.lorsbench.cli.terminal.Terminal;
import dev.lorsbench.coco.check.Traps;
import dev.lorsbench.coco.check.Traps.Trap;
import dev.lorsbench.coco.compare.Comparison;
import dev.lorsbench.coco.compare.PairedBootstrap;
import dev.lorsbench.coco.dataset.InstancesFile;
import dev.lorsbench.coco.eval.Detections;
import dev.lorsbench.coco.eval.GroundTruth;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import picocli.CommandLine.Option;

/** Comparing two detections files on the same ground truth. */
final class CompareOptions {
  private static final int MOST = 1_000_000;

  @Option(
      names = "--compare",
      arity = "2",
      paramLabel = "DT",
      description = "Two results files, A and B: is the AP of B higher than that of A?")
  private Path[] compare;

  @Option(
      names = "--resamples",
      paramLabel = "N",
      description = "Resamples of the images; ${DEFAULT-VALUE} if not given.")
  private int resamples = 1000;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of the resampling; ${DEFAULT-VALUE} if not given.")
  private long seed;

  boolean asked() {
    return compare != null;
  }

  /** A comparison, and what its input falls into. */
  record Compared(Comparison comparison, List<Trap> traps) {}

  Compared compare(Path truth, int threads, ExecutorService pool) {
    if (resamples < 1 || resamples > MOST) {
      throw CliException.usage("--resamples is " + resamples + "; allowed is 1 to " + MOST);
    }
    PairedBootstrap bootstrap = new PairedBootstrap(resamples, seed, threads);
    Future<InstancesFile> reading = pool.submit(() -> InstancesFile.read(truth));
    GivenDetections first = GivenDetections.read(compare[0], pool);
    GivenDetections second = GivenDetections.read(compare[1], pool);
    InstancesFile instances = GroundTruth.waited(reading);
    Detections a = first.of(instances);
    Detections b = second.of(instances);
    List<Trap> traps = new ArrayList<>(Traps.of(instances));
    traps.addAll(Traps.of(compare[0], a, instances));
    traps.addAll(Traps.of(compare[1], b, instances));
    GroundTruth read = GroundTruth.of(instances);
    try (ProgressBar bar = new ProgressBar(Terminal.stderr(), "resampling")) {
      return new Compared(
          bootstrap.compare(read, a, b, done -> bar.show(done, resamples), pool), traps);
    }
  }
}
