package dev.lorsbench.cli.checkpoint;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.cli.terminal.Json;
import dev.lorsbench.experiment.ModelConfig;
import dev.lorsbench.models.pytorch.Checkpoint;
import dev.lorsbench.models.pytorch.TensorFit;
import dev.lorsbench.models.pytorch.TorchFile;
import dev.lorsbench.models.tensors.Safetensors;
import dev.lorsbench.models.tensors.StoredTensor;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Converts weights between PyTorch's files and safetensors. */
@Command(
    name = "convert",
    description = {
      "Converts weights between PyTorch's .pth files (zip format and the one before) and"
          + " .safetensors.",
      "A .pth file is read without running anything in it: tensors, numbers, texts, lists and dicts"
          + " are understood, every other class is refused by name."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:written", "1:not readable, or not that model's weights", "2:wrong usage"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  lors convert adamixer_r50_1x.pth --out weights.safetensors --preset adamixer-r50-1x",
      "  lors convert runs/first/model.safetensors --out model.pth",
      "  lors convert resnet50-torchvision.pth --out backbone.safetensors --torchvision",
      "  lors convert adamixer_r50_1x.pth --out m.safetensors --preset adamixer-r50-1x --resize 800"
          + " --data coco",
      "",
      "What IN is shows its content, what --out becomes its ending: .pth and .pt open with",
      "torch.load(weights_only=True). Of a training program's file the dict state_dict, model,",
      "model_state_dict or ema_state_dict is taken; a prefix module. that all names have goes.",
      "With --preset or --config (or where IN is lors train's) missing, unexpected and wrongly",
      "shaped tensors are listed, and nothing is written where there are any, unless --partial,",
      "which writes those that fit. Counters of batch norms and index tables may be there or not.",
      "With --size or --resize, and --data or --categories, lors eval and predict take what is written."
    })
public final class ConvertCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "IN", description = "The file that is read.")
  private Path in;

  @Option(names = "--out", paramLabel = "FILE", description = "The file that is written.")
  private Path out;

  @Parameters(index = "1", arity = "0..1", paramLabel = "OUT", hidden = true)
  private Path outAlone;

  @Mixin private ModelOptions model;

  @Mixin private CardOptions card;

  @Option(
      names = "--entry",
      paramLabel = "NAME",
      description = "Which dict of a .pth file to take, such as ema_state_dict.")
  private String entry;

  @Option(
      names = "--torchvision",
      description = "IN is a torchvision ResNet: names get backbone. in front, fc is left out.")
  private boolean torchvision;

  @Option(names = "--partial", description = "Writes what fits the model, whatever is missing.")
  private boolean partial;

  @Option(names = "--json", description = "Prints one JSON object instead of lines.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if ((out == null) == (outAlone == null)) {
      throw CliException.usage("name the file that is written, once: --out FILE");
    }
    out = out == null ? outAlone : out;
    boolean safetensors = out.toString().endsWith(".safetensors");
    if (!safetensors && !out.toString().matches(".*\\.(pth|pt)")) {
      throw CliException.usage(out + " ends with none of .safetensors, .pth and .pt");
    }
    if (Files.exists(out) && Files.isSameFile(in, out)) {
      throw CliException.usage(out + " is the file that is read; name another");
    }
    if (card.given() && (!safetensors || torchvision)) {
      throw CliException.usage(
          "--size, --resize, --data and --categories are kept in a detector's .safetensors alone");
    }
    Checkpoint read = Checkpoint.read(in, Optional.ofNullable(entry));
    read = torchvision ? read.asBackbone() : read;
    Optional<ModelConfig> config = model.config(read, in);
    Map<String, StoredTensor> tensors = read.tensors();
    Map<String, String> metadata = new TreeMap<>(read.metadata());
    TensorFit fit = TensorFit.unchecked();
    if (card.given() && config.isEmpty()) {
      throw CliException.usage(in + ": does not say which model it is; give --preset or --config");
    }
    if (config.isPresent()) {
      int classes = torchvision ? 1 : model.classes(read, in);
      fit = ModelShapes.of(config.get(), classes, torchvision).fit(tensors);
      metadata.put("model", config.get().json());
      metadata.put("classes", Integer.toString(classes));
      metadata.putAll(card.metadata(config.get(), classes));
      tensors = partial ? fit.fitting(tensors) : tensors;
    }
    boolean written = partial || fit.complete();
    if (written) {
      write(safetensors, tensors, metadata);
    }
    print(read, fit, tensors, written);
    return written ? 0 : CliException.FAILED;
  }

  private void write(
      boolean safetensors, Map<String, StoredTensor> tensors, Map<String, String> metadata)
      throws IOException {
    if (safetensors) {
      metadata.putIfAbsent("format", "pt");
      Safetensors.write(out, tensors.values(), metadata);
    } else {
      TorchFile.write(out, tensors.values());
    }
  }

  private void print(
      Checkpoint read, TensorFit fit, Map<String, StoredTensor> tensors, boolean written) {
    PrintWriter to = spec.commandLine().getOut();
    long elements = tensors.values().stream().mapToLong(StoredTensor::size).sum();
    if (json) {
      Map<String, Object> object = new LinkedHashMap<>(fit.tree());
      object.put("written", written ? out.toString() : null);
      object.put("tensors", tensors.size());
      object.put("elements", elements);
      object.put("notes", read.notes());
      to.println(Json.text(object));
    } else {
      read.notes().forEach(note -> to.println(in + ": " + note));
      fit.lines().forEach(to::println);
      to.println(
          written
              ? "%s: %d tensors, %,d elements".formatted(out, tensors.size(), elements)
              : "nothing written (--partial writes what fits)");
    }
    to.flush();
  }
}
