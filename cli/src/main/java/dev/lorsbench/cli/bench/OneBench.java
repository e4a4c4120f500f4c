package dev.lorsbench.cli.bench;

import com.google.gson.Gson;
import dev.lorsbench.cli.CliException;
import dev.lorsbench.experiment.BackboneConfig;
import dev.lorsbench.experiment.ComputeConfig;
import dev.lorsbench.experiment.DecoderConfig;
import dev.lorsbench.experiment.ModelConfig;
import dev.lorsbench.experiment.Presets;
import dev.lorsbench.models.torch.Profile;
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

/** Times one thing in this process: what {@link BenchCommand} and benchmarks/ start. */
@Command(
    name = "one",
    description = {
      "Times a decoder or a detector in this process; one JSON line.",
      "median, min and max are milliseconds; outside_percent is the share of the time that is not"
          + " spent in PyTorch's operators; peak_mib is the process's largest resident memory."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  lors bench one --model lors-r50-1x --what forward --queries 100",
      "  lors bench one --model lors-tiny --what step --height 128 --width 128 --batch 8 --depth 18",
    })
final class OneBench implements Callable<Integer> {
  private static final int OPERATORS = 20;

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

  @Option(names = "--precision", paramLabel = "TYPE", description = "float32 or bfloat16.")
  private String precision = "float32";

  @Option(
      names = "--checkpoint-stages",
      description = "Computes decoder stages again on the way back.")
  private boolean checkpointStages;

  @Option(
      names = "--profile",
      description = {
        "Then runs once more under PyTorch's profiler, and adds how often a tensor was copied to"
            + " the host (host_reads), operators read a single number (numbers_read), and the"
            + " operators that ran most."
      })
  private boolean profile;

  @Option(names = "--device", paramLabel = "NAME", description = "cpu, cuda, cuda:1 or auto.")
  private String device = "cpu";

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (Math.min(Math.min(batch, height), Math.min(width, Math.min(threads, repeat))) < 1) {
      throw CliException.usage("--batch, --height, --width, --threads and --repeat are 1 or more");
    }
    Torch.threads(threads);
    try (Work work = work()) {
      work.once();
      work.once();
      work.settle();
      double[] milliseconds = new double[repeat];
      long inside = Torch.operatorNanos();
      for (int i = 0; i < repeat; i++) {
        long start = System.nanoTime();
        work.once();
        work.settle();
        milliseconds[i] = (System.nanoTime() - start) / 1e6;
      }
      double operators = (Torch.operatorNanos() - inside) / 1e6;
      Map<String, Object> line = line(milliseconds, operators);
      if (profile) {
        addProfile(line, Profile.of(work::once));
      }
      PrintWriter out = spec.commandLine().getOut();
      out.println(new Gson().toJson(line));
      out.flush();
    }
    return 0;
  }

  private Work work() {
    ComputeConfig compute = new ComputeConfig(precision, checkpointStages);
    return new Work(config(), what, Torch.device(device), compute, batch, height, width);
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

  private Map<String, Object> line(double[] milliseconds, double operators) {
    double all = Arrays.stream(milliseconds).sum();
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
    line.put("precision", precision);
    line.put("checkpoint_stages", checkpointStages);
    line.put("threads", threads);
    line.put("repeat", repeat);
    line.put("median", rounded((milliseconds[(n - 1) / 2] + milliseconds[n / 2]) / 2));
    line.put("min", rounded(milliseconds[0]));
    line.put("max", rounded(milliseconds[n - 1]));
    line.put("outside_percent", rounded(100 * (1 - operators / all)));
    double peak = PeakMemory.mib();
    if (!Double.isNaN(peak)) {
      line.put("peak_mib", Math.round(peak));
    }
    line.put("engine", Torch.version());
    return line;
  }

  private static void addProfile(Map<String, Object> line, Profile seen) {
    line.put("host_reads", seen.hostReads());
    line.put("numbers_read", seen.numbersRead());
    Map<String, Long> most = new LinkedHashMap<>();
    seen.calls().entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(OPERATORS)
        .forEach(e -> most.put(e.getKey(), e.getValue()));
    line.put("operators", most);
  }

  private static double rounded(double value) {
    return Math.round(100 * value) / 100.0;
  }
}
