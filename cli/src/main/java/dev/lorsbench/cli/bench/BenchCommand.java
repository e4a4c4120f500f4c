package dev.lorsbench.cli.bench;

import com.google.gson.Gson;
import dev.lorsbench.cli.CliException;
import dev.lorsbench.experiment.BackboneConfig;
import dev.lorsbench.experiment.DecoderConfig;
import dev.lorsbench.experiment.ModelConfig;
import dev.lorsbench.experiment.Presets;
import dev.lorsbench.models.torch.Torch;
import dev.lorsbench.workers.training.PeakMemory;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Times one thing in this process, for the programs in {@code benchmarks/}. */
@Command(
    name = "bench",
    subcommands = DataBench.class,
    hidden = true,
    description =
        "Times a decoder or a detector; one JSON line with milliseconds and peak memory in MiB.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  lors bench --model lors-r50-1x --what forward --queries 100",
      "  lors bench --model lors-tiny --what step --height 128 --width 128 --batch 8 --depth 18",
    })
public final class BenchCommand implements Callable<Integer> {
  @Option(names = "--model", paramLabel = "PRESET", description = "A preset; see lors models.")
  private String model = "lors-r50-1x";

  @Option(
      names = "--what",
      description =
          "forward (decoder, no gradient), backward (decoder, forward and backward), step (whole"
              + " training step), predict (whole detector, no gradient).")
  private Work.Kind what = Work.Kind.FORWARD;

  @Option(names = "--queries", paramLabel = "N", description = "Other queries than the preset's.")
  private Integer queries;

  @Option(names = "--batch", paramLabel = "N")
  private int batch = 1;

  @Option(names = "--height", paramLabel = "PIXELS")
  private int height = 800;

  @Option(names = "--width", paramLabel = "PIXELS")
  private int width = 1344;

  @Option(names = "--depth", paramLabel = "18|50", description = "ResNet's depth, of width 64.")
  private int depth = 50;

  @Option(names = "--threads", paramLabel = "N", description = "Native threads.")
  private int threads = 2;

  @Option(names = "--repeat", paramLabel = "N", description = "Measured runs after two others.")
  private int repeat = 10;

  @Option(names = "--device", paramLabel = "NAME", description = "cpu, cuda, cuda:1 or auto.")
  private String device = "cpu";

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (Math.min(Math.min(batch, height), Math.min(width, Math.min(threads, repeat))) < 1) {
      throw CliException.usage("--batch, --height, --width, --threads and --repeat are 1 or more");
    }
    Torch.threads(threads);
    try (Work work = new Work(config(), what, Torch.device(device), batch, height, width)) {
      work.once();
      work.once();
      double[] milliseconds = new double[repeat];
      for (int i = 0; i < repeat; i++) {
        long start = System.nanoTime();
        work.once();
        milliseconds[i] = (System.nanoTime() - start) / 1e6;
      }
      PrintWriter out = spec.commandLine().getOut();
      out.println(new Gson().toJson(line(milliseconds)));
      out.flush();
    }
    return 0;
  }

  private ModelConfig config() {
    ModelConfig preset = Presets.of(model);
    DecoderConfig d = preset.decoder();
    DecoderConfig decoder =
        new DecoderConfig(
            d.numStages(),
            queries == null ? d.queries() : queries,
            d.contentDim(),
            d.numHeads(),
            d.feedforwardChannels(),
            d.nGroups(),
            d.inPoints(),
            d.outPoints(),
            d.featmapStrides(),
            d.lors());
    return new ModelConfig(BackboneConfig.released("resnet" + depth), decoder);
  }

  private Map<String, Object> line(double[] milliseconds) {
    Arrays.sort(milliseconds);
    int n = milliseconds.length;
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("model", model);
    line.put("what", what.name().toLowerCase(java.util.Locale.ROOT));
    line.put("queries", queries == null ? Presets.of(model).decoder().queries() : queries);
    line.put("batch", batch);
    line.put("height", height);
    line.put("width", width);
    line.put("depth", depth);
    line.put("threads", threads);
    line.put("repeat", repeat);
    line.put("median", rounded((milliseconds[(n - 1) / 2] + milliseconds[n / 2]) / 2));
    line.put("min", rounded(milliseconds[0]));
    line.put("max", rounded(milliseconds[n - 1]));
    line.put("peak_mib", Math.round(PeakMemory.mib()));
    line.put("engine", Torch.version());
    return line;
  }

  private static double rounded(double value) {
    return Math.round(100 * value) / 100.0;
  }
}
