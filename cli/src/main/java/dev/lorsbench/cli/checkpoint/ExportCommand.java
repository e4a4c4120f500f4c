package dev.lorsbench.cli.checkpoint;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.workers.saved.SavedFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a model for use without this project. */
@Command(
    name = "export",
    description =
        "Writes a trained model as a program for plain Python (torch or onnxruntime), or as bare"
            + " weights.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:written", "1:not readable, or not that model's weights", "2:wrong usage"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  lors export runs/first --format torchscript --out detector.pt",
      "  lors export runs/first --format onnx --out detector.onnx",
      "  lors export adamixer_r50.pth --format onnx --preset adamixer-r50-1x --out r50.onnx",
      "",
      "A detector finds boxes x1 y1 x2 y2 in pixels [B, n, 4], scores [B, n] and labels [B, n],",
      "best first, in image [B, 3, H, W] of any size: RGB, less 123.675 116.28 103.53 and divided",
      "by 58.395 57.12 57.375. img_shape is the height and width of each image without padding,",
      "[B, 2]. A classifier gives logits [B, classes] of images of the size it was trained on.",
      "",
      "torchscript: torch.jit.load(\"detector.pt\")(image, img_shape); img_shape may be left out",
      "where nothing is padded.",
      "onnx: opset 17, at most 2 GB. onnxruntime.InferenceSession(\"detector.onnx\").run(None,",
      "{\"image\": image, \"img_shape\": img_shape}) with float32 and int64; metadata say the model,",
      "the size it was trained on and the categories.",
      "safetensors: the model's tensors by the released names."
    })
public final class ExportCommand implements Callable<Integer> {
  private static final int MOST = 10_000;

  @Parameters(
      paramLabel = "CHECKPOINT",
      description =
          "A run's folder, one of its checkpoints, or a file of weights: .safetensors or .pth.")
  private Path given;

  @Option(
      names = "--format",
      required = true,
      paramLabel = "FORMAT",
      description = "One of: ${COMPLETION-CANDIDATES}.")
  private ExportFormat format;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "Gets the result.")
  private Path out;

  @Mixin private ModelOptions model;

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "Detections an image, at most; 100 if not given.")
  private Integer count;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (count != null && (count < 1 || count > MOST)) {
      throw CliException.usage("--count is " + count + "; allowed is 1 to " + MOST);
    }
    boolean ofRun = Files.isDirectory(given) || given.toString().endsWith(".json");
    Path file = ofRun ? SavedFile.open(given).file() : given;
    if (Files.exists(out) && Files.exists(file) && Files.isSameFile(file, out)) {
      throw CliException.usage(out + " is the file that is read; name another");
    }
    PrintWriter errors = spec.commandLine().getErr();
    try (ExportedModel read = ExportedModel.of(file, model, count, errors)) {
      format.write(out, read);
    }
    PrintWriter to = spec.commandLine().getOut();
    to.println("%s: %,d bytes".formatted(out, Files.size(out)));
    to.flush();
    return 0;
  }
}
