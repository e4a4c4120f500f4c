package dev.lorsbench.cli.sweep;

import dev.lorsbench.cli.service.ConnectOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lors pause}. */
@Command(
    name = "pause",
    mixinStandardHelpOptions = true,
    description = {
      "Holds a sweep: running trials write a checkpoint within a step and wait, none is begun."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  lors pause ranks               a sweep by id or name; `lors resume ranks` lets it go on",
      "  lors pause ranks --json"
    })
public final class PauseCommand implements Callable<Integer> {
  @Mixin private ConnectOptions connect;

  @Parameters(paramLabel = "SWEEP", description = "A sweep.")
  private String sweep;

  @Option(names = "--json", description = "Prints one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    try (ControlSession session = ControlSession.open(connect.address())) {
      String id = new Selector(session.database()).sweep(sweep).id();
      session.control().steering().pause(id);
      Said.sweep(id, "paused", json);
    }
    return 0;
  }
}
