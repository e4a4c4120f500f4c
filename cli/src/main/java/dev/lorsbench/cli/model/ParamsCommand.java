package dev.lorsbench.cli.model;

import com.google.gson.GsonBuilder;
import dev.lorsbench.cli.CliException;
import dev.lorsbench.cli.terminal.Terminal;
import dev.lorsbench.experiment.ClassifierConfig;
import dev.lorsbench.experiment.ClassifierPresets;
import dev.lorsbench.experiment.ModelConfig;
import dev.lorsbench.experiment.TrainConfig;
import dev.lorsbench.experiment.TrialSpec;
import dev.lorsbench.models.counting.ImageBatch;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
      "activation_bytes (kept for the backward pass of the batch), parts and stages."
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
    List<ClassifierReport> classifiers = classifiers();
    if (!classifiers.isEmpty()) {
      printClassifiers(classifiers);
    } else if (sweep == null) {
      print(report(model, ModelFile.model(model), new ImageSize(800, 1344), 1));
    } else {
      print(ModelFile.sweep(sweep).trials().stream().map(this::report).toList());
    }
    return 0;
  }

  private static void require(String option, Integer value, int most) {
    if (value != null && (value < 1 || value > most)) {
      throw CliException.usage(option + " is " + value + "; allowed is 1 to " + most);
    }
  }

  /** Those that are asked for, of a preset or of a sweep of classification; else none. */
  private List<ClassifierReport> classifiers() throws IOException {
    int told = classes == null ? ClassifierReport.CLASSES : classes;
    if (sweep == null) {
      return ClassifierPresets.NAMES.contains(model)
          ? List.of(
              ClassifierReport.of(model, ClassifierPresets.of(model), ClassifierReport.SIZE, told))
          : List.of();
    }
    return ModelFile.sweep(sweep).trials().stream()
        .filter(t -> t.model() instanceof ClassifierConfig)
        .map(
            t ->
                ClassifierReport.of(t.name(), (ClassifierConfig) t.model(), t.train().size(), told))
        .toList();
  }

  private void printClassifiers(List<ClassifierReport> reports) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      List<Object> trees = new ArrayList<>();
      reports.forEach(r -> trees.add(r.tree()));
      Object shown = sweep == null ? trees.get(0) : trees;
      out.println(new GsonBuilder().setPrettyPrinting().create().toJson(shown));
    } else {
      reports.forEach(r -> out.println(r.table()));
    }
    out.flush();
  }

  private ParameterReport report(TrialSpec trial) {
    TrainConfig train = trial.train();
    ImageSize square = new ImageSize(train.size(), train.size());
    return report(trial.name(), (ModelConfig) trial.model(), square, train.batch());
  }

  private ParameterReport report(String name, ModelConfig of, ImageSize usual, int images) {
    ImageSize chosen = size == null ? usual : size;
    int told = classes == null ? of.classes().orElse(CLASSES) : classes;
    int shown = batch == null ? images : batch;
    ImageBatch costed = new ImageBatch(shown, chosen.height(), chosen.width());
    return ParameterReport.of(name, of, told, costed);
  }

  private void print(ParameterReport report) {
    print(json ? new ParameterJson(report).tree() : null, List.of(report));
  }

  private void print(List<ParameterReport> reports) {
    print(reports.stream().map(r -> new ParameterJson(r).tree()).toList(), reports);
  }

  private void print(Object tree, List<ParameterReport> reports) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(new GsonBuilder().setPrettyPrinting().create().toJson(tree));
    } else {
      Terminal terminal = Terminal.stdout();
      for (ParameterReport report : reports) {
        new ParameterTable(report, terminal).lines().forEach(out::println);
        out.println();
      }
    }
    out.flush();
  }
}
