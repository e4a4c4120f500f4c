package dev.lorsbench.cli.model;

import dev.lorsbench.experiment.DecoderConfig;
import dev.lorsbench.experiment.ModelConfig;
import dev.lorsbench.experiment.Presets;
import dev.lorsbench.models.counting.ParameterCount;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
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
    })
public final class ModelsCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "NAME", description = "The preset to print.")
  private String name;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (name != null) {
      out.print(Presets.yaml(name));
    } else {
      Presets.NAMES.forEach(preset -> out.println(line(preset)));
    }
    out.flush();
    return 0;
  }

  private static String line(String preset) {
    ModelConfig model = Presets.of(preset);
    DecoderConfig decoder = model.decoder();
    return String.format(
        "%-22s %-9s %s-%d, %d stages, %d queries, d %d: %,d decoder parameters at 80 classes",
        preset,
        model.family(),
        model.backbone().name(),
        model.backbone().width(),
        decoder.numStages(),
        decoder.queries(),
        decoder.contentDim(),
        ParameterCount.of(decoder, 80).total());
  }
}
