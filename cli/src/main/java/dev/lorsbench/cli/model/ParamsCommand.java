package dev.lorsbench.cli.model;

import com.google.gson.GsonBuilder;
import dev.lorsbench.cli.CliException;
import dev.lorsbench.cli.terminal.Terminal;
import dev.lorsbench.experiment.ClassifierConfig;
import dev.lorsbench.experiment.ModelConfig;
import dev.lorsbench.experiment.NetworkConfig;
import dev.lorsbench.experiment.TrainConfig;
import dev.lorsbench.experiment.TrialSpec;
import dev.lorsbench.models.counting.ImageBatch;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Counts a model's parameters, work and memory from its configuration alone. */
@Command(
    name = "params",
    description = {
      "Counts a model's parameters by part and stage, what it saves, and what it costs.",
      "Savings are of decoder parameters: against the AdaMixer preset adamixer-r50-1x, and against"
          + " AdaMixer of the model's own geometry (matched)."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  lors params lors-r50-1x",
      "  lors params mine.yaml --classes 3 --size 640x480 --batch 4 --json",
      "  lors params --sweep sweep.yaml      every trial, before anything runs",
      "  lors params deit-tiny-lors          a classifier at 32 x 32 pixels, 10 classes",
      "",
      "--json prints model, family, classes, decoder_parameters, total_parameters,",
      "trainable_parameters, frozen_parameters, by_parameter (released names), by_part,",
      "adamixer_preset_parameters, saving_vs_preset_percent, matched_parameters,",
      "saving_vs_matched_percent, image_height, image_width, batch, gflops and decoder_gflops (of",
      "one image, a multiply-add being two), weight_bytes, gradient_bytes, optimiser_bytes,",
      "activation_bytes (kept for the backward pass of the batch), parts and stages. A classifier",
      "has model, task, family, classes, size, batch, total_parameters, by_part,",
      "matched_parameters, saving_vs_matched_percent, gflops, the four of bytes, and parts."
    })
public final class ParamsCommand implements Callable<Integer> {
  private static final int CLASSES = 80;

  @Parameters(
      arity = "0..1",
      paramLabel = "PRESET|CONFIG.yaml",
      description = "A preset (see lors models) or a model's YAML file.")
  private String model;

  @Option(
      names = "--sweep",
      paramLabel = "SWEEP.yaml",
      description = "Every trial of a sweep instead, at its own image size and batch.")
  private Path sweep;

  @Option(
      names = "--classes",
      paramLabel = "N",
      description = "Classes told apart; the configuration's num_classes, or 80, if not given.")
  private Integer classes;

  @Option(
      names = "--size",
      paramLabel = "HxW",
      converter = ImageSize.Converter.class,
      description = "Pixels of an image, such as 640x480 or 160; 800x1344 if not given.")
  private ImageSize size;

  @Option(names = "--batch", paramLabel = "N", description = "Images; 1 if not given.")
  private Integer batch;

  @Option(names = "--json", description = "Prints JSON instead of tables.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    require("--classes", classes, 1_000_000);
    require("--batch", batch, 4096);
    if ((model == null) == (sweep == null)) {
      throw CliException.usage("give a preset or a configuration, or --sweep SWEEP.yaml");
    }
    print(sweep == null ? List.of(named()) : trials());
    return 0;
  }

  private static void require(String option, Integer value, int most) {
    if (value != null && (value < 1 || value > most)) {
      throw CliException.usage(option + " is " + value + "; allowed is 1 to " + most);
    }
  }

  /** One report in both its forms. */
  private record Shown(Map<String, Object> tree, List<String> lines) {}

  private Shown named() throws IOException {
    NetworkConfig network = ModelFile.network(model);
    return network instanceof ClassifierConfig c
        ? shown(model, c, ClassifierReport.SIZE, 1)
        : shown(model, (ModelConfig) network, new ImageSize(800, 1344), 1);
  }

  private List<Shown> trials() throws IOException {
    return ModelFile.sweep(sweep).trials().stream().map(this::shown).toList();
  }

  private Shown shown(TrialSpec trial) {
    TrainConfig train = trial.train();
    return trial.model() instanceof ClassifierConfig c
        ? shown(trial.name(), c, train.size(), train.batch())
        : shown(trial.name(), (ModelConfig) trial.model(), ImageSize.of(train), train.batch());
  }

  private Shown shown(String name, ClassifierConfig of, int usual, int images) {
    if (size != null && size.height() != size.width()) {
      throw CliException.usage("--size of a classifier is one edge, such as 56");
    }
    int edge = size == null ? usual : size.height();
    of.requireSize(edge);
    int told = classes == null ? ClassifierReport.CLASSES : classes;
    int shown = batch == null ? images : batch;
    ClassifierReport report = ClassifierReport.of(name, of, edge, told, shown);
    return new Shown(report.tree(), report.lines(Terminal.stdout()));
  }

  private Shown shown(String name, ModelConfig of, ImageSize usual, int images) {
    ImageSize chosen = size == null ? usual : size;
    int told = classes == null ? of.classes().orElse(CLASSES) : classes;
    int shown = batch == null ? images : batch;
    ImageBatch costed = new ImageBatch(shown, chosen.height(), chosen.width());
    ParameterReport report = ParameterReport.of(name, of, told, costed);
    return new Shown(
        new ParameterJson(report).tree(), new ParameterTable(report, Terminal.stdout()).lines());
  }

  private void print(List<Shown> reports) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      List<Map<String, Object>> trees = reports.stream().map(Shown::tree).toList();
      Object whole = sweep == null ? trees.get(0) : trees;
      out.println(new GsonBuilder().setPrettyPrinting().create().toJson(whole));
    } else {
      for (Shown report : reports) {
        report.lines().forEach(out::println);
        out.println();
      }
    }
    out.flush();
  }
}
