package dev.lorsbench.cli.model;

import com.google.gson.GsonBuilder;
import dev.lorsbench.experiment.ClassifierConfig;
import dev.lorsbench.experiment.ClassifierPresets;
import dev.lorsbench.experiment.ModelConfig;
import dev.lorsbench.experiment.Presets;
import dev.lorsbench.models.counting.ClassifierCost;
import dev.lorsbench.models.counting.ParameterCount;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists the presets, or prints one as the YAML that a user copies and changes. */
@Command(
    name = "models",
    description = "Lists the model presets, or prints one of them as YAML.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  lors models",
      "  lors models lors-tiny > mine.yaml   a configuration to start from",
      "  lors models lors-tiny --json        the same with every field",
      "",
      "--json lists name, family, decoder_parameters (at 80 classes) and config."
    })
public final class ModelsCommand implements Callable<Integer> {
  private static final int CLASSES = 80;

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "The preset to print.")
  private String name;

  @Option(names = "--json", description = "Prints JSON: an array, or one preset's object.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (name != null && ClassifierPresets.NAMES.contains(name) && !json) {
      out.print(ClassifierPresets.yaml(name));
      out.flush();
      return 0;
    }
    List<String> names = name == null ? all() : List.of(name);
    if (json) {
      List<Map<String, Object>> all = names.stream().map(ModelsCommand::tree).toList();
      Object shown = name == null ? all : all.get(0);
      out.println(new GsonBuilder().setPrettyPrinting().create().toJson(shown));
    } else if (name != null) {
      out.print(Presets.yaml(name));
    } else {
      names.forEach(preset -> out.println(line(preset)));
    }
    out.flush();
    return 0;
  }

  private static List<String> all() {
    List<String> names = new ArrayList<>(Presets.NAMES);
    names.addAll(ClassifierPresets.NAMES);
    return names;
  }

  private static Map<String, Object> tree(String preset) {
    if (ClassifierPresets.NAMES.contains(preset)) {
      return classifierTree(preset);
    }
    ModelConfig model = Presets.of(preset);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", preset);
    json.put("family", model.family());
    json.put("decoder_parameters", ParameterCount.of(model.decoder(), CLASSES).total());
    json.put("config", model.tree());
    return json;
  }

  private static Map<String, Object> classifierTree(String preset) {
    ClassifierConfig model = ClassifierPresets.of(preset);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", preset);
    json.put("task", model.task().key());
    json.put("family", model.family());
    json.put("parameters", parameters(model));
    json.put("config", model.tree());
    return json;
  }

  private static long parameters(ClassifierConfig model) {
    return ClassifierCost.of(model, ClassifierReport.SIZE, ClassifierReport.CLASSES, 1)
        .total()
        .parameters();
  }

  private static String classifier(String preset) {
    ClassifierConfig model = ClassifierPresets.of(preset);
    return String.format(
        Locale.ROOT,
        "%-22s %-9s %d blocks, patch %d, d %d: %,d parameters at 10 classes, 32 x 32 pixels",
        preset,
        model.family(),
        model.depth(),
        model.patchSize(),
        model.embedDim(),
        parameters(model));
  }

  private static String line(String preset) {
    if (ClassifierPresets.NAMES.contains(preset)) {
      return classifier(preset);
    }
    ModelConfig model = Presets.of(preset);
    return String.format(
        Locale.ROOT,
        "%-21s %-8s %-16s width %-2d  %d stages, %3d queries, d %3d: %,11d decoder parameters",
        preset,
        model.family(),
        model.backbone().name(),
        model.backbone().width(),
        model.decoder().numStages(),
        model.decoder().queries(),
        model.decoder().contentDim(),
        ParameterCount.of(model.decoder(), CLASSES).total());
  }
}
