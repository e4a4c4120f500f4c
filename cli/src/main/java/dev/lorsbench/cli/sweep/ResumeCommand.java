package dev.lorsbench.cli.sweep;

import dev.lorsbench.cli.service.ConnectOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lors resume}. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    description = "Lets a paused sweep go on; its trials do so from their last checkpoints.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  lors resume ranks              a sweep by id or name",
      "  lors resume ranks --json"
    })
public final class ResumeCommand implements Callable<Integer> {
  @Mixin private ConnectOptions connect;

  @Parameters(paramLabel = "SWEEP", description = "A sweep.")
  private String sweep;

  @Option(names = "--json", description = "Prints one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    try (ControlSession session = ControlSession.open(connect.address())) {
      String id = new Selector(session.database()).sweep(sweep).id();
      session.control().steering().resume(id);
      Said.sweep(id, "resumed", json);
    }
    return 0;
  }
}
