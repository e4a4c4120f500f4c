package dev.lorsbench.cli.sweep;

import dev.lorsbench.cli.service.ConnectOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lors stop}. */
@Command(
    name = "stop",
    mixinStandardHelpOptions = true,
    description = {
      "Ends one trial early and keeps its result: it is evaluated at the step it has come to.",
      "`lors retry` on it, or submitting it again, goes on from there."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  lors stop ranks/low            one trial of a sweep",
      "  lors stop 3f2a --json          a trial by the beginning of its id",
      "  lors cancel ranks/low          ends it without a result"
    })
public final class StopCommand implements Callable<Integer> {
  @Mixin private ConnectOptions connect;

  @Parameters(paramLabel = "RUN", description = "A trial that has begun.")
  private String trial;

  @Option(names = "--json", description = "Prints one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    try (ControlSession session = ControlSession.open(connect.address())) {
      String id = new Selector(session.database()).trial(trial).id();
      session.control().steering().stop(id);
      Said.trial(id, "stops at its next logged step:", json);
    }
    return 0;
  }
}
