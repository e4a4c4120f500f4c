package dev.lorsbench.cli.data;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about data sets. */
@Command(
    name = "data",
    description = "Looks at data sets before anything is trained on them.",
    mixinStandardHelpOptions = true,
    subcommands = DataCheckCommand.class,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = "  lors data check DIR            what is wrong with a COCO folder")
public final class DataCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
