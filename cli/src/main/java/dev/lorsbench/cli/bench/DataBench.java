package dev.lorsbench.cli.bench;

import com.google.gson.Gson;
import dev.lorsbench.cli.CliException;
import dev.lorsbench.experiment.CropConfig;
import dev.lorsbench.experiment.DataConfig;
import dev.lorsbench.experiment.ResizeConfig;
import dev.lorsbench.workers.data.Batch;
import dev.lorsbench.workers.data.BatchLoader;
import dev.lorsbench.workers.data.BatchOptions;
import dev.lorsbench.workers.data.Framing;
import dev.lorsbench.workers.data.Split;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Times the way of images from files to batches, with nothing kept in memory. */
@Command(
    name = "data",
    description =
        "Times decoding, resizing, normalising and padding of a split's images, one an image;"
            + " one JSON line with images/s and processor milliseconds an image.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  lors bench data --data coco --short 800 --threads 2 --rounds 3"})
final class DataBench implements Callable<Integer> {
  @Option(names = "--data", paramLabel = "DIR", required = true, description = "A COCO folder.")
  private Path data;

  @Option(names = "--split", paramLabel = "NAME")
  private String split = "train";

  @Option(names = "--short", paramLabel = "PIXELS", description = "The shorter side.")
  private int shortSide = 800;

  @Option(names = "--threads", paramLabel = "N", description = "Decoding threads.")
  private int threads = 1;

  @Option(names = "--rounds", paramLabel = "N", description = "Passes; the first is not counted.")
  private int rounds = 3;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (threads < 1 || rounds < 2) {
      throw CliException.usage("--threads is 1 or more, --rounds 2 or more");
    }
    String folder = data.toAbsolutePath().normalize().toString();
    Split images = Split.train(new DataConfig(folder, split, split, ""));
    ResizeConfig resize = new ResizeConfig(List.of(shortSide), Math.max(1333, shortSide));
    Framing framing = new Framing(0, resize, CropConfig.NONE);
    BatchOptions options = new BatchOptions(0, 1, framing, 0.5, false);
    try (BatchLoader loader =
        new BatchLoader(images.samples(), options, framing.cache(0), threads)) {
      int pass = images.samples().size();
      take(loader, 1, pass);
      long cpu = processorNanos();
      long began = System.nanoTime();
      take(loader, pass + 1L, (rounds - 1) * pass);
      print((rounds - 1) * pass, System.nanoTime() - began, processorNanos() - cpu);
    }
    return 0;
  }

  private static void take(BatchLoader loader, long from, int count) {
    for (long step = from; step < from + count; step++) {
      Batch batch = loader.take(step);
      batch.close();
    }
  }

  private static long processorNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private void print(int images, long nanos, long cpuNanos) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("what", "data");
    line.put("short", shortSide);
    line.put("threads", threads);
    line.put("images", images);
    line.put("images_per_second", Math.round(10 * images / (nanos * 1e-9)) / 10.0);
    line.put("cpu_ms_per_image", Math.round(100 * cpuNanos / 1e6 / images) / 100.0);
    spec.commandLine().getOut().println(new Gson().toJson(line));
    spec.commandLine().getOut().flush();
  }
}
