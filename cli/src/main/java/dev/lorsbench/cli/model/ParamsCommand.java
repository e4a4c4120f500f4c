package dev.lorsbench.cli.model;

import dev.lorsbench.cli.CliException;
import dev.lorsbench.experiment.ModelConfig;
import dev.lorsbench.experiment.Presets;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Counts a model's parameters from its configuration alone. */
@Command(
    name = "params",
    description = {
      "Counts a model's parameters by part, and what it saves.",
      "Savings are of decoder parameters: against the AdaMixer preset adamixer-r50-1x, and against"
          + " AdaMixer of the model's own geometry (matched)."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  lors params lors-r50-1x",
      "  lors params mine.yaml --classes 3 --json",
      "",
      "--json prints model, family, classes, decoder_parameters, total_parameters, by_parameter",
      "(released names), by_part, adamixer_preset_parameters, saving_vs_preset_percent,",
      "matched_parameters and saving_vs_matched_percent."
    })
public final class ParamsCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "PRESET|CONFIG.yaml",
      description = "A preset (see lors models) or a model's YAML file.")
  private String model;

  @Option(
      names = "--classes",
      paramLabel = "N",
      description = "Classes that the model tells apart; ${DEFAULT-VALUE} if not given.")
  private int classes = 80;

  @Option(names = "--json", description = "Prints one JSON object instead of a table.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (classes < 1 || classes > 1_000_000) {
      throw CliException.usage("--classes is " + classes + "; allowed is 1 to 1000000");
    }
    ParameterReport report = ParameterReport.of(model, read(model), classes);
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? report.json() : report.table());
    out.flush();
    return 0;
  }

  private static ModelConfig read(String model) throws IOException {
    Path file = Path.of(model);
    if (Presets.NAMES.contains(model) || !looksLikeFile(model, file)) {
      return Presets.of(model);
    }
    if (!Files.isRegularFile(file)) {
      throw CliException.usage(file + " is neither a preset (see lors models) nor a file");
    }
    try {
      return ModelConfig.parse(Files.readString(file, StandardCharsets.UTF_8), file.toString());
    } catch (MalformedInputException e) {
      throw CliException.usage(file + ": not UTF-8 text");
    }
  }

  private static boolean looksLikeFile(String model, Path file) {
    return model.contains("/")
        || model.endsWith(".yaml")
        || model.endsWith(".yml")
        || Files.exists(file);
  }
}
