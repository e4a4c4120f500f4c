package dev.lorsbench.cli.data;

import dev.lorsbench.cli.fetch.DataFetchCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about data sets. */
@Command(
    name = "data",
    description =
        "Fetches, converts, checks and shows data sets before anything is trained on them.",
    mixinStandardHelpOptions = true,
    subcommands = {
      DataFetchCommand.class,
      DataCheckCommand.class,
      DataStatsCommand.class,
      DataMiniCommand.class,
      DataConvertCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  lors data fetch coco --split val --out coco        downloads COCO 2017",
      "  lors data check DIR                                what is wrong with a COCO folder",
      "  lors data stats DIR --png stats.png                what it holds",
      "  lors data mini DIR --images 500 --out SMALL        a balanced subset",
      "  lors data convert --from yolo DIR --out COCO       from another layout"
    })
public final class DataCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
