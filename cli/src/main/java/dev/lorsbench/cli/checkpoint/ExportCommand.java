package dev.lorsbench.cli.checkpoint;

import ai.djl.Device;
import dev.lorsbench.cli.CliException;
import dev.lorsbench.experiment.ModelConfig;
import dev.lorsbench.models.Detector;
import dev.lorsbench.models.export.DetectorScript;
import dev.lorsbench.models.pytorch.Checkpoint;
import dev.lorsbench.models.pytorch.TensorFit;
import dev.lorsbench.models.tensors.Safetensors;
import dev.lorsbench.models.tensors.StoredTensor;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a detector for use without this project. */
@Command(
    name = "export",
    description = "Writes a trained detector as a program for plain Python, or as bare weights.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:written", "1:not readable, or not that model's weights", "2:wrong usage"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  lors export runs/first --format torchscript --out detector.pt",
      "  lors export adamixer_r50.pth --format torchscript --preset adamixer-r50-1x --out r50.pt",
      "",
      "torchscript: torch.jit.load(\"detector.pt\")(image, img_shape) gives boxes x1 y1 x2 y2 in",
      "pixels [B, n, 4], scores [B, n] and labels [B, n], best first. image is [B, 3, H, W], RGB,",
      "less 123.675 116.28 103.53 and divided by 58.395 57.12 57.375; img_shape is the height and",
      "width of each image without padding, [B, 2], and may be left out where nothing is padded.",
      "safetensors: the model's tensors by the released names."
    })
public final class ExportCommand implements Callable<Integer> {
  /** What can be written. */
  enum Format {
    /** A program for torch.jit.load. */
    TORCHSCRIPT,
    /** Named tensors. */
    SAFETENSORS
  }

  private static final String TRAINING = "model.";

  @Parameters(
      paramLabel = "CHECKPOINT",
      description = "A run's folder, or a file of weights: .safetensors or .pth.")
  private Path given;

  @Option(
      names = "--format",
      required = true,
      paramLabel = "FORMAT",
      description = "One of: ${COMPLETION-CANDIDATES}.")
  private Format format;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "Gets the result.")
  private Path out;

  @Mixin private ModelOptions model;

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "Detections an image, at most; ${DEFAULT-VALUE} if not given.")
  private int count = 100;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (count < 1 || count > 10_000) {
      throw CliException.usage("--count is " + count + "; allowed is 1 to 10000");
    }
    Path file = Files.isDirectory(given) ? given.resolve("model.safetensors") : given;
    Checkpoint read = Checkpoint.read(file);
    ModelConfig config =
        model
            .config(read, file)
            .orElseThrow(
                () ->
                    CliException.usage(
                        file + ": does not say which model it holds; give --preset or --config"));
    Map<String, StoredTensor> tensors = weights(read);
    Checkpoint bare = new Checkpoint(read.metadata(), tensors, read.notes());
    try (Detector detector = Detector.create(config, model.classes(bare, file), Device.cpu(), 0)) {
      fill(detector, tensors, file);
      write(detector, tensors, read.metadata());
    }
    PrintWriter to = spec.commandLine().getOut();
    to.println("%s: %,d bytes".formatted(out, Files.size(out)));
    to.flush();
    return 0;
  }

  /** A training checkpoint keeps the weights beside the optimiser's state. */
  private static Map<String, StoredTensor> weights(Checkpoint read) {
    if (read.tensors().keySet().stream().noneMatch(name -> name.startsWith(TRAINING))) {
      return read.tensors();
    }
    Map<String, StoredTensor> bare = new LinkedHashMap<>();
    for (StoredTensor t : read.tensors().values()) {
      if (t.name().startsWith(TRAINING)) {
        String name = t.name().substring(TRAINING.length());
        bare.put(name, new StoredTensor(name, t.type(), t.shape(), t.data()));
      }
    }
    return bare;
  }

  private void fill(Detector detector, Map<String, StoredTensor> tensors, Path file) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    detector.weights().all().forEach(w -> shapes.put(w.name(), w.shape()));
    TensorFit fit = TensorFit.of(shapes, tensors);
    if (!fit.complete()) {
      fit.lines().forEach(spec.commandLine().getErr()::println);
      throw new CliException(
          "%s: %d missing, %d unexpected and %d misshapen tensors; nothing written"
              .formatted(
                  file, fit.missing().size(), fit.unexpected().size(), fit.misshapen().size()));
    }
    shapes.keySet().forEach(name -> detector.weights().set(name, tensors.get(name).toFloats()));
  }

  private void write(
      Detector detector, Map<String, StoredTensor> tensors, Map<String, String> metadata)
      throws IOException {
    if (format == Format.TORCHSCRIPT) {
      DetectorScript.write(out, detector, count);
      return;
    }
    Map<String, String> texts = new TreeMap<>(metadata);
    texts.put("model", detector.config().json());
    texts.put("classes", Integer.toString(detector.classes()));
    texts.putIfAbsent("format", "pt");
    Safetensors.write(out, tensors.values(), texts);
  }
}
